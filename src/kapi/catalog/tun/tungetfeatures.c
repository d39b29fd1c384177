/**
 * TUNGETFEATURES - tell which flags TUNSETIFF takes
 * @fd: opened from /dev/net/tun
 * @arg: where they go
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 2.6.27
 * subsystem: tun
 * x-object: fd:tun
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TUNGETFEATURES
 * ioctl-direction: read
 * ioctl-number: _IOR('T', 207, unsigned int)
 * ioctl-output-size: 4
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: unsigned int __user *
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
 * error: ENOTTY, not opened from /dev/net/tun
 *   x-when: unknown_command(fd) == ENOTTY
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(unsigned int))
 *
 * side-effect: modify_state
 *   target: the flags
 *   x-after: (*arg & (IFF_TUN | IFF_TAP)) == (IFF_TUN | IFF_TAP)
 */
#define TUNGETFEATURES _IOR('T', 207, unsigned int)
