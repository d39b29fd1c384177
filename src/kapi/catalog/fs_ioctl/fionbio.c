/**
 * FIONBIO - say whether calls on a file wait
 * @fd: the file
 * @arg: 0 when they wait
 *
 * long-desc: The same as O_NONBLOCK of F_SETFL, on any file: regular files and
 *   directories take it and are not changed by it.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:any
 * x-errors: closed
 * x-order: checked
 * ioctl-cmd: FIONBIO
 * ioctl-direction: write
 * ioctl-number: 0x5421
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
 * lock: file->f_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In ioctl_fionbio().
 *
 * side-effect: modify_state
 *   target: O_NONBLOCK of the open file, which all duplicates share
 *   x-when: *arg
 *   x-after: status_flags(fd) & O_NONBLOCK
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: the flag, which is taken away
 *   x-when: !*arg
 *   x-after: !(status_flags(fd) & O_NONBLOCK)
 *   reversible: yes
 */
#define FIONBIO 0x5421
