/**
 * TIOCGEXCL - tell whether nobody else may open a terminal
 * @fd: a terminal
 * @arg: where 1 or 0 goes
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 3.8
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGEXCL
 * ioctl-direction: read
 * ioctl-number: _IOR('T', 0x40, int)
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
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, no terminal
 *   x-when: unknown_command(fd) == ENOTTY && !is_terminal(fd)
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 */
#define TIOCGEXCL _IOR('T', 0x40, int)
