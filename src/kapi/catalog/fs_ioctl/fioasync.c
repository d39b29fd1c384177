/**
 * FIOASYNC - say whether readiness of a file is told by a signal
 * @fd: the file
 * @arg: 0 for no signals
 *
 * long-desc: The same as O_ASYNC of F_SETFL, but for files that cannot send
 *   signals: F_SETFL sets the flag in silence, this command refuses. Who gets
 *   the signal is said by F_SETOWN.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:pollable
 * x-errors: open
 * x-order: checked
 * x-where: now = status_flags(fd) & FASYNC
 * ioctl-cmd: FIOASYNC
 * ioctl-direction: write
 * ioctl-number: 0x5452
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
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(int))
 *
 * error: ENOTTY, the file sends no signals
 *   x-when: !*arg != !now && !sends_signals(fd)
 *   desc: Where nothing changes the call succeeds.
 *
 * error: ENOMEM, no memory for the list of receivers
 *   x-when: out_of(memory)
 *
 * side-effect: modify_state
 *   target: the open file, which all duplicates share
 *   x-after: !(status_flags(fd) & FASYNC) == !*arg
 *   reversible: yes
 */
#define FIOASYNC 0x5452
