/**
 * sys_epoll_create1 - make an epoll instance
 * @flags: whether execve closes it
 *
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(EPOLL_CLOEXEC)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~EPOLL_CLOEXEC
 *
 * error: EMFILE, too many descriptors
 *   condition: No number below RLIMIT_NOFILE is free.
 *   x-when: !(flags & ~EPOLL_CLOEXEC) && RLIMIT_NOFILE == 0
 *
 * error: ENFILE, too many files
 *   condition: The system has fs.file-max of them.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: ENOMEM, no memory for the instance
 *   condition: The kernel has none to give.
 *
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd
 *   reversible: yes
 */
SYSCALL_DEFINE1(epoll_create1, int, flags)
