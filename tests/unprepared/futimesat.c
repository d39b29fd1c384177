/**
 * sys_futimesat - set the times of a file
 * @dfd: directory that relative paths start at, or AT_FDCWD
 * @filename: the file
 * @utimes: time of last access and of last change, or NULL
 *
 * contexts: process, sleepable
 * x-errors: open
 *
 * param: dfd
 *   type: fd, input
 * param: filename
 *   type: path, input, user
 * param: utimes
 *   type: user_ptr, input, user, optional
 *   struct-type: struct __kernel_old_timeval
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, bad directory
 *   desc: filename is relative but dfd is neither AT_FDCWD nor a valid file descriptor.
 * error: ENOTDIR, not a directory
 *   desc: A component of the path prefix of filename is not a directory.
 * error: ENOENT, missing
 *   desc: filename does not exist.
 * error: EACCES, search
 *   desc: Search permission is denied for one of the directories in the path prefix of filename.
 * error: ELOOP, links
 *   desc: Too many symbolic links were encountered in resolving filename.
 * error: EFAULT, bad times
 *   x-when: utimes != 0 && !readable(utimes, 32)
 * error: EINVAL, bad microseconds
 *   x-when: utimes != 0 && (utimes->tv_usec < 0 || utimes->tv_usec >= 1000000)
 * error: EPERM, not the owner
 *   condition: utimes is not NULL, the effective UID of the caller does not match the owner of the
 *     file, and the caller does not have the CAP_FOWNER capability.
 * error: EROFS, read-only
 *   desc: filename resides on a read-only filesystem.
 *
 * struct: __kernel_old_timeval
 *   size: 16
 *   field: tv_sec
 *     type: int, input
 *     type-name: __kernel_long_t
 *     offset: 0
 *     size: 8
 *   field: tv_usec
 *     type: int, input
 *     type-name: __kernel_long_t
 *     offset: 8
 *     size: 8
 */
SYSCALL_DEFINE3(futimesat, int, dfd, const char __user *, filename,
		struct __kernel_old_timeval __user *, utimes)
