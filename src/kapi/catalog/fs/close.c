/**
 * sys_close - close a descriptor
 * @fd: the descriptor
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no such descriptor
 *   x-when: !is_open(fd)
 *
 * error: EINTR, interrupted while writing back
 *   condition: A file system that writes at the last close, such as NFS, waits
 *     for its server, and a signal arrives.
 *   desc: The descriptor is closed all the same.
 *   x-order: any
 *
 * error: EIO, data could not be written
 *   condition: A file system writes at the last close, and its device fails.
 *   desc: The descriptor is closed.
 *   x-order: any
 *
 * error: ENOSPC, no room for data written before
 *   condition: A file system such as NFS writes at the last close.
 *   desc: The descriptor is closed.
 *   x-order: any
 *
 * error: EDQUOT, quota used up by data written before
 *   condition: A file system such as NFS writes at the last close.
 *   desc: The descriptor is closed.
 *   x-order: any
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In close_fd() or file_close_fd(), while the number is made free.
 *
 * side-effect: resource_destroy | irreversible
 *   target: the number in /proc/self/fd
 *   desc: Also when an error other than EBADF is returned.
 *   x-when: errno != EBADF
 *   x-after: !is_open(fd)
 *
 * side-effect: lock_release
 *   target: record locks of the process on the file (F_SETLK)
 *   condition: Any result but EBADF.
 *   desc: All of them, taken through whatever descriptor.
 *   reversible: yes
 *
 * state-trans: descriptor
 *   from: open
 *   to: free
 *   desc: The next call that makes a descriptor may get the number.
 *   x-when: errno != EBADF
 *   x-after: open_files() == old(open_files()) - 1
 *
 * notes: Calling again after EINTR closes whatever has the number by then.
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
