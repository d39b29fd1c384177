/**
 * RNDGETENTCNT - tell how many random bits were collected
 * @fd: /dev/random or /dev/urandom
 * @arg: where the number goes
 *
 * long-desc: 256 since the generator was ready; the number does not fall any
 *   more (5.18).
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: random
 * x-object: fd:random
 * x-errors: open
 * x-order: checked
 * x-where: random = device_number(fd) == 0x108 || device_number(fd) == 0x109
 * ioctl-cmd: RNDGETENTCNT
 * ioctl-direction: read
 * ioctl-number: _IOR('R', 0x00, int)
 * ioctl-output-size: 4
 *
 * param: arg
 *   type: user_ptr, output, user
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
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 *
 * side-effect: modify_state
 *   target: the number
 *   x-after: *arg > 0 && *arg <= 256
 */
#define RNDGETENTCNT _IOR('R', 0x00, int)
