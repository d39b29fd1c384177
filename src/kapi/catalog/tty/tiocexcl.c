/**
 * TIOCEXCL - let nobody else open a terminal
 * @fd: a terminal
 *
 * long-desc: Until TIOCNXCL, or the last descriptor is closed: open gives
 *   EBUSY without CAP_SYS_ADMIN.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCEXCL
 * ioctl-direction: none
 * ioctl-number: 0x540C
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
 * side-effect: modify_state
 *   target: whether others can open the terminal
 *   desc: TIOCGEXCL tells it.
 *   reversible: yes
 */
#define TIOCEXCL 0x540C
