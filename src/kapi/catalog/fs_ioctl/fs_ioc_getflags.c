/**
 * FS_IOC_GETFLAGS - tell the attributes of a file
 * @fd: the file
 * @arg: where FS_*_FL go
 *
 * long-desc: What lsattr(1) shows. The number of the command has the size of a
 *   long; an int is written.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: open
 * x-order: checked
 * x-where: system = file_system(fd);
 *   bare = system == PROC_SUPER_MAGIC || system == SYSFS_MAGIC ||
 *     huge_pages(fd) || message_queue(fd)
 * ioctl-cmd: FS_IOC_GETFLAGS
 * ioctl-direction: read
 * ioctl-number: _IOR('f', 1, long)
 * ioctl-output-size: 8
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: unsigned int __user *
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
 * error: ENOTTY, no file of a file system with attributes
 *   x-when: unknown_command(fd) == ENOTTY &&
 *     (bare || kind(fd) != FILE_REGULAR && kind(fd) != FILE_DIRECTORY)
 *   desc: Other file systems without attributes answer as these do.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 *
 * side-effect: modify_state
 *   target: the number
 *   x-after: !(*arg & FS_IMMUTABLE_FL) == !immutable(fd) &&
 *     !(*arg & FS_APPEND_FL) == !append_only(fd)
 */
#define FS_IOC_GETFLAGS _IOR('f', 1, long)
