/**
 * sys_fsync - write what is in memory of a file to its device
 * @fd: the file
 *
 * long-desc: The call returns when the device says that all is there.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   cdesc: That it is open for writing is not asked.
 *   x-violation: reject(EBADF)
 *   x-object: fd:file
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open, or for paths only
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EINVAL, nothing to be written
 *   x-when: kind(fd) == FILE_PIPE || kind(fd) == FILE_SOCKET ||
 *     kind(fd) == FILE_CHARACTER || kind(fd) == FILE_SECRETMEM ||
 *     message_queue(fd) || file_system(fd) == ANON_INODE_FS_MAGIC ||
 *     file_system(fd) == PID_FS_MAGIC || file_system(fd) == NSFS_MAGIC ||
 *     file_system(fd) == PROC_SUPER_MAGIC ||
 *     kind(fd) == FILE_DIRECTORY && file_system(fd) == SYSFS_MAGIC
 *   desc: The file has no function for it; a few devices have one.
 * error: EIO, device fails
 *   condition: Now, or since the descriptor was opened or told of it before.
 *   x-needs: kind(fd) == FILE_BLOCK || kind(fd) == FILE_REGULAR
 *   x-order: any
 */
SYSCALL_DEFINE1(fsync, unsigned int, fd)
