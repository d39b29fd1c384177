/**
 * FICLONERANGE - share the data of a part of a file with another file
 * @fd: the file that gets the data, open for writing
 * @arg: which file, which part of it, and where it goes
 *
 * long-desc: Offsets and length are multiples of the block size, but at the end.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.5
 * subsystem: vfs
 * x-object: fd:regular
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: FICLONERANGE
 * ioctl-direction: write
 * ioctl-number: _IOW(0x94, 13, struct file_clone_range)
 * ioctl-input-size: 32
 *
 * param: arg
 *   type: user_ptr, input, user
 *   type-name: struct file_clone_range __user *
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
 *   x-when: !readable(arg, sizeof(struct file_clone_range))
 *
 * error: EBADF, the other file not open
 *   x-when: !is_open(arg->src_fd) || path_only(arg->src_fd)
 *
 * error: EXDEV, another file system
 *   x-when: device(arg->src_fd) != device(fd)
 *
 * error: EISDIR, a directory
 *   x-when: kind(arg->src_fd) == FILE_DIRECTORY || kind(fd) == FILE_DIRECTORY
 *
 * error: EINVAL, no regular file
 *   x-when: (kind(arg->src_fd) != FILE_REGULAR || kind(fd) != FILE_REGULAR) &&
 *     file_system(fd) != PID_FS_MAGIC && file_system(fd) != SECRETMEM_MAGIC &&
 *     file_system(fd) != NSFS_MAGIC
 *   desc: A pidfd is one, secret memory and the file of a name space, too.
 *
 * error: EBADF, the other file not open for reading
 *   x-when: !open_for_reading(arg->src_fd)
 *
 * error: EBADF, not open for writing
 *   x-when: !open_for_writing(fd) || (status_flags(fd) & O_APPEND)
 *   desc: Appending is no writing here.
 *
 * error: EOPNOTSUPP, the file system cannot share
 *   x-when: file_system(arg->src_fd) == TMPFS_MAGIC ||
 *     file_system(arg->src_fd) == SECRETMEM_MAGIC
 *   desc: ext4 cannot either, nor can the kernel's own; Btrfs, XFS, bcachefs and
 *     OCFS2 can, and some over a network.
 *
 * struct: file_clone_range
 *   size: 32
 *   field: src_fd
 *     type: fd, input
 *     type-name: __s64
 *     offset: 0
 *     size: 8
 *     desc: The file that has the data.
 *   field: src_offset
 *     type: uint, input
 *     type-name: __u64
 *     offset: 8
 *     size: 8
 *   field: src_length
 *     type: uint, input
 *     type-name: __u64
 *     offset: 16
 *     size: 8
 *     desc: 0 for all that follows.
 *   field: dest_offset
 *     type: uint, input
 *     type-name: __u64
 *     offset: 24
 *     size: 8
 *
 * side-effect: filesystem
 *   target: data of fd from dest_offset on, which become those of src_fd
 *   desc: It grows where they end after its end.
 *   reversible: no
 */
#define FICLONERANGE _IOW(0x94, 13, struct file_clone_range)
