/**
 * FIOQSIZE - tell how many bytes a file occupies
 * @fd: a regular file or directory
 * @arg: where the number goes
 *
 * long-desc: What st_blocks says in units of 512 bytes, not the size.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: closed
 * x-order: checked
 * ioctl-cmd: FIOQSIZE
 * ioctl-direction: read
 * ioctl-number: 0x5460
 * ioctl-output-size: 8
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: loff_t __user *
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
 * error: ENOTTY, neither a regular file nor a directory
 *   x-when: kind(fd) != FILE_REGULAR && kind(fd) != FILE_DIRECTORY &&
 *     kind(fd) != FILE_NAMESPACE
 *   desc: The file of a name space is a regular one.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(loff_t))
 */
#define FIOQSIZE 0x5460
