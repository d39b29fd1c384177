/**
 * NS_GET_MNTNS_ID - tell the id of a mount name space
 * @fd: a file below /proc/PID/ns
 * @arg: where the id goes
 *
 * long-desc: Unlike the inode number it is never used again.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 6.11
 * subsystem: nsfs
 * x-object: fd:namespace-mount
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: NS_GET_MNTNS_ID
 * ioctl-direction: read
 * ioctl-number: _IOR(0xb7, 0x5, __u64)
 * ioctl-output-size: 8
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: __u64 __user *
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
 * error: EINVAL, no mount name space
 *   x-when: namespace_type(fd) != CLONE_NEWNS
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(__u64))
 */
#define NS_GET_MNTNS_ID _IOR(0xb7, 0x5, __u64)
