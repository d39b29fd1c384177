/**
 * sys_epoll_create - make an epoll instance; the size has no meaning any more
 * @size: any positive number
 *
 * contexts: process, sleepable
 * since-version: 2.6
 * replacement: epoll_create1
 * x-errors: closed
 *
 * param: size
 *   type: int, input
 *   constraint-type: range(1, INT_MAX)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, size not positive
 *   x-when: size <= 0
 *
 * error: EMFILE, too many descriptors
 *   condition: No number below RLIMIT_NOFILE is free.
 *   x-when: size > 0 && RLIMIT_NOFILE == 0
 *
 * error: ENFILE, too many files
 *   condition: The system has fs.file-max of them.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: ENOMEM, no memory for the instance
 *   condition: The kernel has none to give.
 *
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd, kept across execve
 *   reversible: yes
 */
SYSCALL_DEFINE1(epoll_create, int, size)
