/**
 * TCSETSW - change the settings of a terminal, when all is written
 * @fd: a terminal
 * @arg: the settings
 *
 * long-desc: What the terminal cannot do is left out in silence: who must
 *   know asks with TCGETS afterwards. In the background as for TCSETS.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TCSETSW
 * ioctl-direction: write
 * ioctl-number: 0x5403
 * ioctl-input-size: 36
 *
 * param: arg
 *   type: user_ptr, input, user
 *   type-name: struct termios __user *
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
 *   x-when: !readable(arg, sizeof(struct termios))
 *
 * error: EINTR, signal handled while output waits
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Not with SA_RESTART.
 *
 * lock: tty->termios_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in tty_set_termios().
 *
 * struct: termios
 *   size: 36
 *   field: c_iflag
 *     type: uint, input
 *     type-name: unsigned int
 *     offset: 0
 *     size: 4
 *     desc: How input is changed.
 *   field: c_oflag
 *     type: uint, input
 *     type-name: unsigned int
 *     offset: 4
 *     size: 4
 *     desc: How output is changed.
 *   field: c_cflag
 *     type: uint, input
 *     type-name: unsigned int
 *     offset: 8
 *     size: 4
 *     desc: Of the line: speed, bits.
 *   field: c_lflag
 *     type: uint, input
 *     type-name: unsigned int
 *     offset: 12
 *     size: 4
 *     desc: Echo, lines, signals.
 *   field: c_line
 *     type: uint, input
 *     type-name: unsigned char
 *     offset: 16
 *     size: 1
 *     desc: The line discipline.
 *   field: c_cc
 *     type: array, input
 *     type-name: unsigned char
 *     offset: 17
 *     size: 19
 *     desc: Characters with a meaning.
 *
 * side-effect: modify_state
 *   target: the settings
 *   x-when: arg->c_iflag != terminal_setting(fd, "c_iflag") ||
 *     arg->c_oflag != terminal_setting(fd, "c_oflag") ||
 *     arg->c_lflag != terminal_setting(fd, "c_lflag")
 *   x-after: arg->c_iflag == terminal_setting(fd, "c_iflag") &&
 *     arg->c_oflag == terminal_setting(fd, "c_oflag") &&
 *     arg->c_lflag == terminal_setting(fd, "c_lflag")
 *   desc: c_cflag is what the driver makes of it.
 *   reversible: yes
 */
#define TCSETSW 0x5403
