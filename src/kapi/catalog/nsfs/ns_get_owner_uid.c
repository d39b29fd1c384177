/**
 * NS_GET_OWNER_UID - tell the user who made a user name space
 * @fd: a file below /proc/PID/ns
 * @arg: where the user goes
 *
 * long-desc: As the caller's user name space numbers it; overflowuid where it
 *   does not.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.11
 * subsystem: nsfs
 * x-object: fd:namespace-user
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: NS_GET_OWNER_UID
 * ioctl-direction: read
 * ioctl-number: _IO(0xb7, 4)
 * ioctl-output-size: 4
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: uid_t __user *
 *   constraint-type: user_ptr
 *   x-violation: reject(EFAULT)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
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
 * error: EINVAL, no user name space
 *   x-when: namespace_type(fd) != CLONE_NEWUSER
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(uid_t))
 */
#define NS_GET_OWNER_UID _IO(0xb7, 4)
