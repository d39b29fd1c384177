/**
 * TIOCSWINSZ - set the size of the window of a terminal
 * @fd: a terminal
 * @arg: the size
 *
 * long-desc: The kernel keeps it for others to ask; no value is refused.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCSWINSZ
 * ioctl-direction: write
 * ioctl-number: 0x5414
 * ioctl-input-size: 8
 *
 * param: arg
 *   type: user_ptr, input, user
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
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(struct winsize))
 *
 * lock: tty->winsize_mutex
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In tty_do_resize(), of a pty in pty_resize().
 *
 * struct: winsize
 *   size: 8
 *   field: ws_row
 *     type: uint, input
 *     type-name: unsigned short
 *     offset: 0
 *     size: 2
 *     desc: Lines.
 *   field: ws_col
 *     type: uint, input
 *     type-name: unsigned short
 *     offset: 2
 *     size: 2
 *     desc: Characters in a line.
 *   field: ws_xpixel
 *     type: uint, input
 *     type-name: unsigned short
 *     offset: 4
 *     size: 2
 *   field: ws_ypixel
 *     type: uint, input
 *     type-name: unsigned short
 *     offset: 6
 *     size: 2
 *
 * side-effect: modify_state
 *   target: the size, for both ends of a pty
 *   x-when: arg->ws_row != terminal_setting(fd, "ws_row") ||
 *     arg->ws_col != terminal_setting(fd, "ws_col") ||
 *     arg->ws_xpixel != terminal_setting(fd, "ws_xpixel") ||
 *     arg->ws_ypixel != terminal_setting(fd, "ws_ypixel")
 *   x-after: arg->ws_row == terminal_setting(fd, "ws_row") &&
 *     arg->ws_col == terminal_setting(fd, "ws_col") &&
 *     arg->ws_xpixel == terminal_setting(fd, "ws_xpixel") &&
 *     arg->ws_ypixel == terminal_setting(fd, "ws_ypixel")
 *   reversible: yes
 *
 * signal: SIGWINCH
 *   direction: send
 *   target: the foreground process groups of both ends
 *   condition: The size is another than before.
 *   timing: during
 */
#define TIOCSWINSZ 0x5414
