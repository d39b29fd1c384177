/**
 * TIOCGPTLCK - tell whether the other end of a pty is locked
 * @fd: the first end of a pty, opened from /dev/ptmx
 * @arg: where 1 or 0 goes
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 3.8
 * subsystem: tty
 * x-object: fd:pty-master
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGPTLCK
 * ioctl-direction: read
 * ioctl-number: _IOR('T', 0x39, int)
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
 * error: ENOTTY, no first end of a pty
 *   x-when: unknown_command(fd) == ENOTTY && device_number(fd) != 0x502
 *   desc: The other end gives ENOTTY, too.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 *
 * side-effect: modify_state
 *   target: the number
 *   x-after: *arg == pty_locked(fd)
 */
#define TIOCGPTLCK _IOR('T', 0x39, int)
