/**
 * FS_IOC_FIEMAP - tell where a file lies on its device
 * @fd: a file
 * @arg: which part of it, and room for what is found
 *
 * long-desc: With room for no extents they are counted. No access to the data
 *   is needed, but an open file.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 2.6.28
 * subsystem: vfs
 * x-object: fd:program
 * x-errors: open
 * x-order: checked
 * x-where: system = file_system(fd)
 * ioctl-cmd: FS_IOC_FIEMAP
 * ioctl-direction: read_write
 * ioctl-number: _IOWR('f', 11, struct fiemap)
 * ioctl-input-size: 32
 * ioctl-output-size: 32
 *
 * param: arg
 *   type: user_ptr, inout, user
 *   type-name: struct fiemap __user *
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
 * error: EOPNOTSUPP, no file of a file system with extents
 *   x-when: (kind(fd) != FILE_REGULAR && kind(fd) != FILE_DIRECTORY) ||
 *     system == TMPFS_MAGIC || system == PROC_SUPER_MAGIC || system ==
 *     SYSFS_MAGIC || huge_pages(fd) || message_queue(fd)
 *   desc: Other file systems without a device answer as these do.
 *
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(struct fiemap))
 *
 * error: EINVAL, room for more than 4 GiB of extents
 *   x-when: arg->fm_extent_count > UINT_MAX / sizeof(struct fiemap_extent)
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct fiemap))
 *   desc: It is written also when something is refused below.
 *
 * error: EINVAL, a part of no bytes
 *   x-when: arg->fm_length == 0
 *
 * error: EFBIG, a part past what the file system can hold
 *   x-when: arg->fm_start > largest_position(fd)
 *
 * error: EBADR, unknown flag
 *   x-when: arg->fm_flags & ~(FIEMAP_FLAG_SYNC | FIEMAP_FLAG_XATTR |
 *     FIEMAP_FLAG_CACHE)
 *   desc: Some file systems know FIEMAP_FLAG_SYNC only.
 *
 * error: EFAULT, no room for the extents
 *   x-when: arg->fm_extent_count && !writable(arg + sizeof(struct fiemap),
 *     sizeof(struct fiemap_extent))
 *   desc: Unless there is none in this part of the file.
 *   x-order: any
 *
 * struct: fiemap
 *   size: 32
 *   field: fm_start
 *     type: uint, input
 *     type-name: __u64
 *     offset: 0
 *     size: 8
 *     desc: Bytes from the beginning of the file.
 *   field: fm_length
 *     type: uint, input
 *     type-name: __u64
 *     offset: 8
 *     size: 8
 *     desc: Bytes; more than the file has are taken for all.
 *   field: fm_flags
 *     type: uint, inout
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *     desc: FIEMAP_FLAG_*; those that are not known come back.
 *   field: fm_mapped_extents
 *     type: uint, output
 *     type-name: __u32
 *     offset: 20
 *     size: 4
 *     desc: How many were found.
 *   field: fm_extent_count
 *     type: uint, input
 *     type-name: __u32
 *     offset: 24
 *     size: 4
 *     desc: For how many struct fiemap_extent there is room after this.
 *   field: fm_reserved
 *     type: uint, input
 *     type-name: __u32
 *     offset: 28
 *     size: 4
 *
 * side-effect: modify_state
 *   target: fm_flags
 *   x-when: errno == EBADR
 *   x-after: arg->fm_flags == (old(arg->fm_flags) & ~(FIEMAP_FLAG_SYNC |
 *     FIEMAP_FLAG_XATTR | FIEMAP_FLAG_CACHE))
 */
#define FS_IOC_FIEMAP _IOWR('f', 11, struct fiemap)
