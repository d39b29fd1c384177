/**
 * sys_close - close a descriptor
 * @fd: the descriptor
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   constraint-type: range(0, INT_MAX)
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no such descriptor
 *   condition: Not open, or closed before.
 *   x-when: fd > INT_MAX
 *
 * error: EINTR, interrupted while writing back
 *   desc: From file systems that write at the last close, such as NFS. The
 *     descriptor is closed all the same.
 *
 * error: EIO, data could not be written
 *   desc: From file systems. The descriptor is closed.
 *
 * error: ENOSPC, no room for data written before
 *   desc: From file systems such as NFS. The descriptor is closed.
 *
 * error: EDQUOT, quota used up by data written before
 *   desc: From file systems such as NFS. The descriptor is closed.
 *
 * side-effect: resource_destroy | irreversible
 *   target: the number in /proc/self/fd
 *   condition: The descriptor was open, also when an error is returned.
 *
 * side-effect: lock_release
 *   target: record locks of the process on the file
 *   desc: All of them, taken through whatever descriptor.
 *   reversible: yes
 *
 * state-trans: descriptor
 *   from: open
 *   to: free
 *   condition: Any result but EBADF.
 *
 * notes: Calling again after EINTR closes whatever has the number by then.
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
