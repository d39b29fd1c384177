/**
 * TIOCSTI - put a byte into the input of a terminal
 * @fd: a terminal
 * @arg: the byte
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCSTI
 * ioctl-direction: write
 * ioctl-number: 0x5412
 * ioctl-input-size: 1
 *
 * param: arg
 *   type: user_ptr, input, user
 *   type-name: char __user *
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
 * error: EIO, not allowed
 *   x-when: is_terminal(fd) && !CAP_SYS_ADMIN &&
 *     !sysctl("dev.tty.legacy_tiocsti")
 *   desc: The sysctl came with 6.2 (CONFIG_LEGACY_TIOCSTI); before, all may.
 *
 * error: EPERM, not the controlling terminal
 *   x-when: !controlling_terminal(fd) && !CAP_SYS_ADMIN
 *
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, 1)
 *
 * side-effect: modify_state
 *   target: input of the terminal
 *   desc: As if it was typed, echo and signals among it.
 *   reversible: no
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: input into any terminal
 *   without: Only into the controlling one, where the sysctl allows it.
 *   x-when: !controlling_terminal(fd) || !sysctl("dev.tty.legacy_tiocsti")
 */
#define TIOCSTI 0x5412
