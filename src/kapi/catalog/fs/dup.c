/**
 * sys_dup - make another descriptor of an open file
 * @fildes: the descriptor that there is
 *
 * long-desc: Both share the position and the status flags of the open file; the
 *   flag to be closed by execve is each descriptor's own.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: fildes
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fildes)
 *   desc: One opened with O_PATH is duplicated like any other.
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: EMFILE, number beyond fs.nr_open
 *   condition: That was lowered below RLIMIT_NOFILE, and the table of
 *     descriptors is not so large yet.
 *   x-needs: lowest_free_fd() >= sysctl("fs.nr_open")
 * error: ENOMEM, no memory for a larger table
 *   x-when: out_of(memory)
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * side-effect: resource_create
 *   target: another descriptor of the open file
 *   x-after: same_file(fildes, result)
 *   reversible: yes
 * state-trans: descriptor
 *   from: free
 *   to: open
 *   desc: The lowest free number; execve does not close it.
 *   x-after: result == old(lowest_free_fd()) && is_open(result) &&
 *     !close_on_exec(result)
 *
 * notes: dup2 and dup3 take the number that they are given: EBADF in the place
 *   of EMFILE, and EBUSY.
 */
SYSCALL_DEFINE1(dup, unsigned int, fildes)
