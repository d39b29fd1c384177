/**
 * FS_IOC_FSGETXATTR - tell the attributes of a file, those of XFS included
 * @fd: the file
 * @arg: where they go
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.5
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: open
 * x-order: checked
 * x-where: system = file_system(fd);
 *   bare = system == PROC_SUPER_MAGIC || system == SYSFS_MAGIC ||
 *     huge_pages(fd) || message_queue(fd)
 * ioctl-cmd: FS_IOC_FSGETXATTR
 * ioctl-direction: read
 * ioctl-number: _IOR('X', 31, struct fsxattr)
 * ioctl-output-size: 28
 *
 * param: arg
 *   type: user_ptr, output, user
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
 *   x-when: !writable(arg, sizeof(struct fsxattr))
 *
 * struct: fsxattr
 *   size: 28
 *   field: fsx_xflags
 *     type: uint, output
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: FS_XFLAG_*.
 *   field: fsx_extsize
 *     type: uint, output
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: Bytes of an extent, a hint.
 *   field: fsx_nextents
 *     type: uint, output
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *   field: fsx_projid
 *     type: uint, output
 *     type-name: __u32
 *     offset: 12
 *     size: 4
 *     desc: The project for quotas.
 *   field: fsx_cowextsize
 *     type: uint, output
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *   field: fsx_pad
 *     type: array, output
 *     type-name: unsigned char
 *     offset: 20
 *     size: 8
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: !(arg->fsx_xflags & FS_XFLAG_IMMUTABLE) == !immutable(fd) &&
 *     !(arg->fsx_xflags & FS_XFLAG_APPEND) == !append_only(fd)
 */
#define FS_IOC_FSGETXATTR _IOR('X', 31, struct fsxattr)
