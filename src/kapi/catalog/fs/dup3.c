/**
 * sys_dup3 - make another descriptor of an open file, under a given number
 * @oldfd: the descriptor that there is
 * @newfd: the number that the other one gets
 * @flags: whether the other one is closed by execve
 *
 * long-desc: What newfd was before is closed in the same step; an error of
 *   closing it is lost. Unlike dup2, equal numbers are refused.
 *
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 * x-order: checked
 *
 * param: oldfd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 * param: newfd
 *   type: uint, input
 *   constraint-type: range(0, RLIMIT_NOFILE - 1)
 *   x-violation: reject(EBADF)
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
 * error: EINVAL, equal numbers
 *   x-when: oldfd == newfd
 *   desc: Whether they are open or not.
 * error: EBADF, number not allowed
 *   x-when: newfd >= RLIMIT_NOFILE
 * error: EBADF, number beyond fs.nr_open
 *   condition: That was lowered below RLIMIT_NOFILE, and the table of
 *     descriptors is not so large yet.
 *   x-needs: newfd >= sysctl("fs.nr_open")
 * error: EBADF, not open
 *   x-when: !is_open(oldfd)
 *   desc: newfd stays what it was. A descriptor opened with O_PATH is
 *     duplicated like any other.
 * error: ENOMEM, no memory for a larger table
 *   x-when: out_of(memory)
 * error: EBUSY, number taken by an open that is not finished
 *   condition: Another thread opens a file, and newfd is the number that it
 *     will get.
 *   x-order: any
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In ksys_dup3(); do_dup2() gives it back.
 *
 * side-effect: resource_create
 *   target: newfd, which refers to the open file of oldfd
 *   x-after: same_file(oldfd, newfd)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether execve closes newfd
 *   x-when: flags & O_CLOEXEC
 *   x-after: close_on_exec(newfd)
 *   desc: Whatever oldfd has.
 *   reversible: yes
 * state-trans: newfd
 *   from: free
 *   to: open
 *   x-when: !is_open(newfd)
 *   x-after: is_open(newfd)
 *
 * notes: dup takes the lowest free number, so that it has EMFILE, and no EBUSY.
 *   dup2 has no EINVAL; of equal numbers it asks only whether they are open.
 */
SYSCALL_DEFINE3(dup3, unsigned int, oldfd, unsigned int, newfd, int, flags)
