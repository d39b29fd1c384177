/**
 * FS_IOC_FSSETXATTR - change the attributes of a file, those of XFS included
 * @fd: the file
 * @arg: the attributes
 *
 * long-desc: fsx_nextents is not looked at. The other flags of FS_IOC_SETFLAGS
 *   stay.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.5
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: open
 * x-order: checked
 * x-where: immutable_changes = !(arg->fsx_xflags & FS_XFLAG_IMMUTABLE) !=
 *     !immutable(fd);
 *   append_changes = !(arg->fsx_xflags & FS_XFLAG_APPEND) != !append_only(fd);
 *   bare = file_system(fd) == PROC_SUPER_MAGIC || huge_pages(fd) ||
 *     message_queue(fd)
 * ioctl-cmd: FS_IOC_FSSETXATTR
 * ioctl-direction: write
 * ioctl-number: _IOW('X', 32, struct fsxattr)
 * ioctl-input-size: 28
 *
 * param: arg
 *   type: user_ptr, input, user
 *   type-name: struct fsxattr __user *
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
 *   x-when: !readable(arg, sizeof(struct fsxattr))
 *
 * error: EOPNOTSUPP, unknown flag
 *   x-when: arg->fsx_xflags & ~0x8001FFFB
 *   desc: All FS_XFLAG_* that there are. Since 6.17; before, others had no
 *     effect.
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
 *   x-when: !in_initial_user_namespace() &&
 *     (arg->fsx_projid != file_attribute(fd, "fsx_projid") ||
 *     !(arg->fsx_xflags & FS_XFLAG_PROJINHERIT) !=
 *     !(file_attribute(fd, "fsx_xflags") & FS_XFLAG_PROJINHERIT))
 *
 * error: EINVAL, no such project
 *   x-when: arg->fsx_projid == UINT_MAX
 *
 * error: EINVAL, a flag of files for something else, or the reverse
 *   x-when: ((arg->fsx_xflags & FS_XFLAG_EXTSIZE) &&
 *     kind(fd) != FILE_REGULAR) || ((arg->fsx_xflags &
 *     FS_XFLAG_EXTSZINHERIT) && kind(fd) != FILE_DIRECTORY)
 *
 * error: EOPNOTSUPP, what the file system lacks
 *   x-when: file_system(fd) == TMPFS_MAGIC && (arg->fsx_projid ||
 *     arg->fsx_extsize || arg->fsx_cowextsize || (arg->fsx_xflags & 0xE721))
 *   desc: Each has its own set. tmpfs has no projects, no sizes, and of the
 *     flags FS_XFLAG_IMMUTABLE, APPEND, NODUMP and NOATIME only.
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in vfs_fileattr_set().
 *
 * struct: fsxattr
 *   size: 28
 *   field: fsx_xflags
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: FS_XFLAG_*.
 *   field: fsx_extsize
 *     type: uint, input
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: Bytes of an extent, a hint.
 *   field: fsx_nextents
 *     type: uint, input
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *   field: fsx_projid
 *     type: uint, input
 *     type-name: __u32
 *     offset: 12
 *     size: 4
 *     desc: The project for quotas.
 *   field: fsx_cowextsize
 *     type: uint, input
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *   field: fsx_pad
 *     type: array, input
 *     type-name: unsigned char
 *     offset: 20
 *     size: 8
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
 *   x-after: !(arg->fsx_xflags & FS_XFLAG_IMMUTABLE) == !immutable(fd) &&
 *     !(arg->fsx_xflags & FS_XFLAG_APPEND) == !append_only(fd)
 *   reversible: yes
 */
#define FS_IOC_FSSETXATTR _IOW('X', 32, struct fsxattr)
