/**
 * sys_epoll_create1 - make an epoll instance
 * @flags: whether execve closes it
 *
 * contexts: process, sleepable
 * notes: Wrong on purpose: the flag is EPOLL_CLOEXEC, not 1.
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(1)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *
 * error: EINVAL, unknown flag
 */
SYSCALL_DEFINE1(epoll_create1, int, flags)
