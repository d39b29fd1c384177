/**
 * sys_eventfd2 - make a counter that others can wait for
 * @count: what it counts from
 * @flags: how it is made
 *
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 * x-order: checked
 *
 * param: count
 *   type: uint, input
 *   constraint-type: range(0, UINT_MAX)
 *   x-violation: unspecified
 * param: flags
 *   type: int, input
 *   constraint-type: mask(EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)
 *   cdesc: EFD_SEMAPHORE is from 2.6.30.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)
 * error: ENOMEM, no memory for the counter
 *   x-when: out_of(memory)
 *   x-order: any
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
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
 *   target: the lowest free number in /proc/self/fd
 *   x-after: result == old(lowest_free_fd()) && kind(result) == FILE_EVENTFD
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether execve closes it
 *   x-when: flags & EFD_CLOEXEC
 *   x-after: close_on_exec(result)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether it waits
 *   x-when: flags & EFD_NONBLOCK
 *   x-after: is_open(result) && (status_flags(result) & O_NONBLOCK)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether it can be read now
 *   x-when: count != 0
 *   x-after: is_open(result) && (poll(result) & POLLIN)
 *   reversible: yes
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: open files beyond fs.file-max
 *   without: ENFILE
 *   x-when: out_of(files)
 */
SYSCALL_DEFINE2(eventfd2, unsigned int, count, int, flags)
