/**
 * FIONCLEX - let a descriptor stay open over execve
 * @fd: the descriptor
 *
 * long-desc: F_SETFD without FD_CLOEXEC. The argument is not looked at.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:any
 * x-errors: closed
 * x-order: checked
 * ioctl-cmd: FIONCLEX
 * ioctl-direction: none
 * ioctl-number: 0x5450
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
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In set_close_on_exec().
 *
 * side-effect: modify_state
 *   target: the descriptor, not what it refers to
 *   desc: Duplicates keep what they have.
 *   x-after: !close_on_exec(fd)
 *   reversible: yes
 */
#define FIONCLEX 0x5450
