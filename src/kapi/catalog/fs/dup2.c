/**
 * sys_dup2 - make another descriptor of an open file, under a given number
 * @oldfd: the descriptor that there is
 * @newfd: the number that the other one gets
 *
 * long-desc: What newfd was before is closed in the same step; an error of
 *   closing it is lost.
 *
 * contexts: process, sleepable
 * since-version: 1.0
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
 *   cdesc: Equal to oldfd it is not compared with the limit.
 *   x-violation: reject(EBADF)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: newfd
 *
 * error: EBADF, number not allowed
 *   x-when: newfd != oldfd && newfd >= RLIMIT_NOFILE
 * error: EBADF, number beyond fs.nr_open
 *   condition: That was lowered below RLIMIT_NOFILE, and the table of
 *     descriptors is not so large yet.
 *   x-needs: newfd >= sysctl("fs.nr_open")
 * error: EBADF, not open
 *   x-when: !is_open(oldfd)
 *   desc: newfd stays what it was.
 * error: ENOMEM, no memory for a larger table
 *   x-when: newfd != oldfd && out_of(memory)
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
 *   x-when: newfd != oldfd
 *   x-after: same_file(oldfd, newfd)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether execve closes newfd
 *   x-when: newfd != oldfd && close_on_exec(newfd)
 *   x-after: !close_on_exec(newfd)
 *   desc: It does not any more; of equal numbers the flag stays.
 *   reversible: yes
 * state-trans: newfd
 *   from: free
 *   to: open
 *   x-when: !is_open(newfd)
 *   x-after: is_open(newfd)
 *
 * notes: dup takes the lowest free number, so that it has EMFILE, and no EBUSY.
 *   dup3 refuses equal numbers, EINVAL; here neither EBADF of the limit nor
 *   ENOMEM is about them.
 */
SYSCALL_DEFINE2(dup2, unsigned int, oldfd, unsigned int, newfd)
