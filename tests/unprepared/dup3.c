/**
 * sys_dup3 - make another descriptor of an open file, under a given number
 * @oldfd: the descriptor that there is
 * @newfd: the number that the other one gets
 * @flags: whether the other one is closed by execve
 *
 * long-desc: What newfd was before is closed in the same step. Unlike dup2, equal numbers are
 *   refused.
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 * x-order: checked
 *
 * param: oldfd
 *   type: fd, input
 *
 * param: newfd
 *   type: uint, input
 *   constraint-type: range(0, RLIMIT_NOFILE - 1)
 *   x-violation: reject(EBADF)
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_CLOEXEC)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: newfd
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~O_CLOEXEC
 *
 * error: EINVAL, equal numbers
 *   x-when: oldfd == newfd
 *   desc: Whether they are open or not.
 *
 * error: EBADF, number not allowed
 *   x-when: newfd >= RLIMIT_NOFILE
 *
 * error: EBADF, not open
 *   x-when: !is_open(oldfd)
 *   desc: A descriptor opened with O_PATH is duplicated like any other.
 *
 * error: ENOMEM, no memory for a larger table
 *   condition: newfd lies past the end of the table of descriptors, and there is no memory for a
 *     larger one.
 *
 * error: EBUSY, number taken by an open that is not finished
 *   condition: Another thread is about to open newfd and has reserved the number.
 *
 * side-effect: resource_create
 *   target: newfd, which refers to the open file of oldfd
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: same_file(oldfd, newfd)
 *
 * side-effect: modify_state
 *   target: whether execve closes newfd
 *   condition: The call succeeds, whatever oldfd has.
 *   reversible: yes
 *   x-after: close_on_exec(newfd) == ((flags & O_CLOEXEC) != 0)
 *
 * state-trans: newfd
 *   from: closed
 *   to: open
 *   condition: The call succeeds, and newfd was not open.
 *   x-when: !is_open(newfd)
 *   x-after: is_open(newfd)
 */
SYSCALL_DEFINE3(dup3, unsigned int, oldfd, unsigned int, newfd, int, flags)
