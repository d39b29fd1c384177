/**
 * TIOCPKT - let reads of a pty begin with a byte that says what has happened
 * @fd: the first end of a pty, opened from /dev/ptmx
 * @arg: 0 for plain reads
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:pty-master
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCPKT
 * ioctl-direction: write
 * ioctl-number: 0x5420
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
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, no first end of a pty
 *   x-when: unknown_command(fd) == ENOTTY && device_number(fd) != 0x502
 *   desc: The other end gives ENOTTY, too.
 *
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(int))
 *
 * lock: tty->ctrl.lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In pty_set_pktmode().
 *
 * side-effect: modify_state
 *   target: packet mode of the pty
 *   desc: TIOCGPKT tells it.
 *   reversible: yes
 */
#define TIOCPKT 0x5420
