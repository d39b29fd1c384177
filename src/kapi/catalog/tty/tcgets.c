/**
 * TCGETS - tell the settings of a terminal
 * @fd: a terminal
 * @arg: where they go
 *
 * long-desc: What tcgetattr(3) asks for, in the structure of the kernel, not
 *   of libc. Of the first end of a pty those of the other end.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TCGETS
 * ioctl-direction: read
 * ioctl-number: 0x5401
 * ioctl-output-size: 36
 *
 * param: arg
 *   type: user_ptr, output, user
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
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct termios))
 *
 * lock: tty->termios_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For reading in copy_termios().
 *
 * struct: termios
 *   size: 36
 *   field: c_iflag
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 0
 *     size: 4
 *     desc: How input is changed.
 *   field: c_oflag
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 4
 *     size: 4
 *     desc: How output is changed.
 *   field: c_cflag
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 8
 *     size: 4
 *     desc: Of the line: speed, bits.
 *   field: c_lflag
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 12
 *     size: 4
 *     desc: Echo, lines, signals.
 *   field: c_line
 *     type: uint, output
 *     type-name: unsigned char
 *     offset: 16
 *     size: 1
 *     desc: The line discipline.
 *   field: c_cc
 *     type: array, output
 *     type-name: unsigned char
 *     offset: 17
 *     size: 19
 *     desc: Characters with a meaning.
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: arg->c_iflag == terminal_setting(fd, "c_iflag") &&
 *     arg->c_oflag == terminal_setting(fd, "c_oflag") &&
 *     arg->c_cflag == terminal_setting(fd, "c_cflag") &&
 *     arg->c_lflag == terminal_setting(fd, "c_lflag")
 */
#define TCGETS 0x5401
