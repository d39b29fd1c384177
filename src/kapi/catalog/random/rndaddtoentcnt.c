/**
 * RNDADDTOENTCNT - credit random bits
 * @fd: /dev/random or /dev/urandom
 * @arg: how many
 *
 * long-desc: Of no effect once the generator is ready.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: random
 * x-object: fd:random
 * x-errors: open
 * x-order: checked
 * x-where: random = device_number(fd) == 0x108 || device_number(fd) == 0x109
 * ioctl-cmd: RNDADDTOENTCNT
 * ioctl-direction: write
 * ioctl-number: _IOW('R', 0x01, int)
 * ioctl-input-size: 4
 *
 * param: arg
 *   type: user_ptr, input, user
 *   type-name: int __user *
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
 *   x-when: unknown_command(fd) == EINVAL && !random
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, neither /dev/random nor /dev/urandom
 *   x-when: unknown_command(fd) == ENOTTY
 *
 * error: EPERM, no privilege
 *   x-when: !CAP_SYS_ADMIN
 *
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(int))
 *
 * error: EINVAL, less than no bits
 *   x-when: *arg < 0
 *
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: crediting bits
 *   without: EPERM
 */
#define RNDADDTOENTCNT _IOW('R', 0x01, int)
