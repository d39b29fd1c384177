/**
 * FS_IOC_SETFLAGS - change the attributes of a file
 * @fd: the file
 * @arg: FS_*_FL
 *
 * long-desc: What chattr(1) does: the flags replace what there was. The number
 *   of the command has the size of a long; an int is read.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: open
 * x-order: checked
 * x-where: immutable_changes = !(*arg & FS_IMMUTABLE_FL) != !immutable(fd);
 *   append_changes = !(*arg & FS_APPEND_FL) != !append_only(fd);
 *   bare = file_system(fd) == PROC_SUPER_MAGIC || huge_pages(fd) ||
 *     message_queue(fd)
 * ioctl-cmd: FS_IOC_SETFLAGS
 * ioctl-direction: write
 * ioctl-number: _IOW('f', 2, long)
 * ioctl-input-size: 8
 *
 * param: arg
 *   type: user_ptr, input, user
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
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(int))
 *
 * error: EROFS, mounted read-only
 *   x-when: mounted_read_only(fd)
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
 * error: EPERM, file of another user
 *   x-when: !owns(fd) && !ns_capable(CAP_FOWNER)
 *
 * error: EPERM, FS_IMMUTABLE_FL or FS_APPEND_FL would change
 *   x-when: (immutable_changes || append_changes) && !CAP_LINUX_IMMUTABLE
 *
 * error: EINVAL, project quota from another user name space
 *   x-when: !in_initial_user_namespace() && !(*arg & FS_PROJINHERIT_FL) !=
 *     !(file_attribute(fd, "fsx_xflags") & FS_XFLAG_PROJINHERIT)
 *
 * error: EOPNOTSUPP, a flag that the file system lacks
 *   x-when: file_system(fd) == TMPFS_MAGIC && (*arg & ~(FS_IMMUTABLE_FL |
 *     FS_APPEND_FL | FS_NODUMP_FL | FS_NOATIME_FL))
 *   desc: Each has its own set; this is that of tmpfs.
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in vfs_fileattr_set().
 *
 * capability: CAP_LINUX_IMMUTABLE
 *   type: perform_operation
 *   allows: changing these two
 *   without: EPERM
 *   x-when: immutable_changes || append_changes
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: changing files of others
 *   without: EPERM
 *   x-when: !owns(fd)
 *
 * side-effect: modify_state
 *   target: the attributes
 *   x-after: !(*arg & FS_IMMUTABLE_FL) == !immutable(fd) &&
 *     !(*arg & FS_APPEND_FL) == !append_only(fd)
 *   reversible: yes
 */
#define FS_IOC_SETFLAGS _IOW('f', 2, long)
