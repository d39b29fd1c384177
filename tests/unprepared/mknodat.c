/**
 * sys_mknodat - make a file of any kind
 * @dfd: directory at which a relative path begins
 * @filename: its path
 * @mode: kind and permissions
 * @dev: number of a device
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 *
 * param: dfd
 *   type: fd, input
 * param: filename
 *   type: path, input, user
 * param: mode
 *   type: uint, input
 * param: dev
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EPERM, directory
 *   desc: The file type in mode is S_IFDIR.
 *   x-when: (mode & S_IFMT) == S_IFDIR
 * error: EINVAL, unknown type
 *   x-when: (mode & S_IFMT) != 0 && (mode & S_IFMT) != S_IFREG && (mode & S_IFMT) != S_IFCHR &&
 *     (mode & S_IFMT) != S_IFBLK && (mode & S_IFMT) != S_IFIFO && (mode & S_IFMT) != S_IFSOCK &&
 *     (mode & S_IFMT) != S_IFDIR
 * error: EPERM, device
 *   desc: mode requested creation of a device, and the caller does not have CAP_MKNOD.
 *   x-when: ((mode & S_IFMT) == S_IFBLK || (mode & S_IFMT) == S_IFCHR && dev != 0) && !CAP_MKNOD
 * error: EBADF, bad directory
 *   desc: filename is relative but dfd is neither AT_FDCWD nor a valid file descriptor.
 * error: EEXIST, there already
 *   desc: filename already exists.
 * error: ENOENT, no directory
 *   desc: A directory component in filename does not exist or is a dangling symbolic link.
 * error: ENOENT, empty path
 *   desc: filename is an empty string.
 * error: ENOTDIR, not a directory
 *   desc: A component used as a directory in filename is not, in fact, a directory.
 * error: EACCES, not writable
 *   desc: The parent directory does not allow write permission to the process.
 * error: EACCES, not searchable
 *   desc: One of the directories in the path prefix of filename did not allow search permission.
 * error: EFAULT, bad address
 *   desc: filename points outside your accessible address space.
 * error: ENAMETOOLONG, too long
 *   desc: filename was too long.
 * error: ELOOP, links
 *   desc: Too many symbolic links were encountered in resolving filename.
 * error: EROFS, read-only
 *   desc: filename refers to a file on a read-only filesystem.
 *
 * side-effect: filesystem
 *   target: the new file
 *   x-after: exists_at(dfd, filename, AT_SYMLINK_NOFOLLOW)
 */
SYSCALL_DEFINE4(mknodat, int, dfd, const char __user *, filename, umode_t, mode, unsigned int, dev)
