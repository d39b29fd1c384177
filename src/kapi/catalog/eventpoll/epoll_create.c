/**
 * sys_epoll_create - make an epoll instance; the size has no meaning any more
 * @size: any positive number
 *
 * contexts: process, sleepable
 * since-version: 2.6
 * replacement: epoll_create1
 * x-errors: closed
 * x-order: checked
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
 * error: ENOMEM, no memory for the instance
 *   x-when: out_of(memory)
 *   x-order: any
 *   desc: The instance is allocated before the number is looked for, the open
 *     file after it.
 *
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENFILE, too many files
 *   x-when: out_of(files)
 *   x-unless: CAP_SYS_ADMIN
 *   desc: The system has fs.file-max of them.
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd, kept across execve
 *   x-after: result == old(lowest_free_fd()) && kind(result) == FILE_EPOLL &&
 *     !close_on_exec(result)
 *   reversible: yes
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: open files beyond fs.file-max
 *   without: ENFILE
 *   x-when: out_of(files)
 */
SYSCALL_DEFINE1(epoll_create, int, size)
