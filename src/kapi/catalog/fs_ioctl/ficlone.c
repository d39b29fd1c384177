/**
 * FICLONE - share the data of a file with another file
 * @fd: the file that gets the data, open for writing
 * @arg: the file that has the data
 *
 * long-desc: All of it, from the beginning. What is written to either later is
 *   its own.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.5
 * subsystem: vfs
 * x-object: fd:regular
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: FICLONE
 * ioctl-direction: write
 * ioctl-number: _IOW(0x94, 9, int)
 * ioctl-input-size: 4
 *
 * param: arg
 *   type: fd, input
 *   type-name: int
 *   x-object: fd:regular
 *   x-violation: reject(EBADF)
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
 * error: EBADF, the other file not open
 *   x-when: !is_open(arg) || path_only(arg)
 *
 * error: EXDEV, another file system
 *   x-when: device(arg) != device(fd)
 *
 * error: EISDIR, a directory
 *   x-when: kind(arg) == FILE_DIRECTORY || kind(fd) == FILE_DIRECTORY
 *
 * error: EINVAL, no regular file
 *   x-when: (kind(arg) != FILE_REGULAR || kind(fd) != FILE_REGULAR) &&
 *     file_system(fd) != PID_FS_MAGIC && file_system(fd) != SECRETMEM_MAGIC &&
 *     file_system(fd) != NSFS_MAGIC
 *   desc: A pidfd is one, secret memory and the file of a name space, too.
 *
 * error: EBADF, the other file not open for reading
 *   x-when: !open_for_reading(arg)
 *
 * error: EBADF, not open for writing
 *   x-when: !open_for_writing(fd) || (status_flags(fd) & O_APPEND)
 *   desc: Appending is no writing here.
 *
 * error: EOPNOTSUPP, the file system cannot share
 *   x-when: file_system(arg) == TMPFS_MAGIC ||
 *     file_system(arg) == SECRETMEM_MAGIC
 *   desc: ext4 cannot either, nor can the kernel's own; Btrfs, XFS, bcachefs and
 *     OCFS2 can, and some over a network.
 *
 * side-effect: filesystem
 *   target: data of fd, which become those of arg
 *   desc: The size, too, where that of arg is larger.
 *   reversible: no
 */
#define FICLONE _IOW(0x94, 9, int)
