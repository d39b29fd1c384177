/**
 * TIOCGPTN - tell the number of a pty
 * @fd: the first end of a pty, opened from /dev/ptmx
 * @arg: where the number goes
 *
 * long-desc: The other end is /dev/pts/NUMBER, in the devpts of the first.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:pty-master
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGPTN
 * ioctl-direction: read
 * ioctl-number: _IOR('T', 0x30, unsigned int)
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
 * error: ENOTTY, no first end of a pty
 *   x-when: unknown_command(fd) == ENOTTY && device_number(fd) != 0x502
 *   desc: The other end gives ENOTTY, too.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(unsigned int))
 */
#define TIOCGPTN _IOR('T', 0x30, unsigned int)
