/**
 * TIOCGWINSZ - tell the size of the window of a terminal
 * @fd: a terminal
 * @arg: where it goes
 *
 * long-desc: Both ends of a pty have one size. It is 0 by 0 until somebody
 *   sets it.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGWINSZ
 * ioctl-direction: read
 * ioctl-number: 0x5413
 * ioctl-output-size: 8
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: struct winsize __user *
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
 *   x-when: !writable(arg, sizeof(struct winsize))
 *
 * lock: tty->winsize_mutex
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In tiocgwinsz().
 *
 * struct: winsize
 *   size: 8
 *   field: ws_row
 *     type: uint, output
 *     type-name: unsigned short
 *     offset: 0
 *     size: 2
 *     desc: Lines.
 *   field: ws_col
 *     type: uint, output
 *     type-name: unsigned short
 *     offset: 2
 *     size: 2
 *     desc: Characters in a line.
 *   field: ws_xpixel
 *     type: uint, output
 *     type-name: unsigned short
 *     offset: 4
 *     size: 2
 *   field: ws_ypixel
 *     type: uint, output
 *     type-name: unsigned short
 *     offset: 6
 *     size: 2
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: arg->ws_row == terminal_setting(fd, "ws_row") &&
 *     arg->ws_col == terminal_setting(fd, "ws_col") &&
 *     arg->ws_xpixel == terminal_setting(fd, "ws_xpixel") &&
 *     arg->ws_ypixel == terminal_setting(fd, "ws_ypixel")
 */
#define TIOCGWINSZ 0x5413
