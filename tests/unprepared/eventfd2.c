/**
 * sys_eventfd2 - make a counter that is read and written like a file
 * @count: what it begins with
 * @flags: how it is made and read
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
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)
 *
 * error: ENOMEM, no memory for the counter
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENFILE, too many open files
 *   x-when: out_of(files)
 *
 * side-effect: resource_create
 *   target: a counter, under the lowest free number
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: kind(result) == FILE_EVENTFD && result == old(lowest_free_fd())
 *
 * side-effect: modify_state
 *   target: whether execve closes it
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: close_on_exec(result) == ((flags & EFD_CLOEXEC) != 0)
 *
 * side-effect: modify_state
 *   target: whether it can be read at once
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: ((poll(result) & POLLIN) != 0) == (count != 0)
 */
SYSCALL_DEFINE2(eventfd2, unsigned int, count, int, flags)
