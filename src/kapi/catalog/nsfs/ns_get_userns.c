/**
 * NS_GET_USERNS - open the user name space that owns a name space
 * @fd: a file below /proc/PID/ns
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.9
 * subsystem: nsfs
 * x-object: fd:name-space
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: NS_GET_USERNS
 * ioctl-direction: none
 * ioctl-number: _IO(0xb7, 1)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, a path only
 *   x-when: path_only(fd)
 *
 * error: EINVAL, the file answers so to what it does not know
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, no name space
 *   x-when: unknown_command(fd) == ENOTTY && kind(fd) != FILE_NAMESPACE
 *
 * error: EPERM, owner outside of the caller's user name space
 *   x-when: !owner_seen(fd)
 *   desc: It must be that of the caller, or lie below it. The owner of a user
 *     name space is its parent.
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * state-trans: descriptor
 *   from: free
 *   to: open
 *   desc: The lowest free number.
 *   x-after: result == old(lowest_free_fd()) && close_on_exec(result) &&
 *     namespace_type(result) == CLONE_NEWUSER
 */
#define NS_GET_USERNS _IO(0xb7, 1)
