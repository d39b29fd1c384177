/**
 * TCFLSH - drop what a terminal has not read or not written
 * @fd: a terminal
 * @arg: TCIFLUSH for input, TCOFLUSH for output, TCIOFLUSH for both
 *
 * long-desc: In the background as for TCSETS.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TCFLSH
 * ioctl-direction: none
 * ioctl-number: 0x540B
 *
 * param: arg
 *   type: uint, input
 *   type-name: unsigned long
 *   constraint-type: enum(TCIFLUSH, TCOFLUSH, TCIOFLUSH)
 *   x-violation: reject(EINVAL)
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
 * error: EINVAL, no such queue
 *   x-when: arg != TCIFLUSH && arg != TCOFLUSH && arg != TCIOFLUSH
 *
 * side-effect: modify_state
 *   target: input that was not read
 *   x-when: arg != TCOFLUSH && (poll(fd) & POLLIN)
 *   x-after: !(poll(fd) & POLLIN)
 *   reversible: no
 *
 * side-effect: modify_state
 *   target: output that was not written yet
 *   x-when: arg != TCIFLUSH
 *   reversible: no
 */
#define TCFLSH 0x540B
