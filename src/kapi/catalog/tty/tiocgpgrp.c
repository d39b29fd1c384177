/**
 * TIOCGPGRP - tell the process group in the foreground of a terminal
 * @fd: the controlling terminal, or the first end of a pty
 * @arg: where its number goes
 *
 * long-desc: 0 where there is none.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:pty-controlling
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGPGRP
 * ioctl-direction: read
 * ioctl-number: 0x540F
 * ioctl-output-size: 4
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: pid_t __user *
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
 * error: ENOTTY, not the controlling terminal
 *   x-when: unknown_command(fd) == ENOTTY && !controlling_terminal(fd) &&
 *     device_number(fd) != 0x502
 *   desc: Anything else, too; of the first end of a pty all may ask.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(pid_t))
 * lock: tty->ctrl.lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In tty_get_pgrp().
 */
#define TIOCGPGRP 0x540F
