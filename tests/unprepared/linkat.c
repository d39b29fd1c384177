/**
 * sys_linkat - make a new name for a file
 * @olddfd: directory that a relative oldname starts from
 * @oldname: existing path
 * @newdfd: directory that a relative newname starts from
 * @newname: new path
 * @flags: flags for the lookup of oldname
 *
 * contexts: process, sleepable
 * x-errors: open
 *
 * param: olddfd
 *   type: fd, input
 *   cdesc: Or AT_FDCWD.
 * param: oldname
 *   type: path, input, user
 *   x-object: path:existing
 * param: newdfd
 *   type: fd, input
 *   cdesc: Or AT_FDCWD.
 * param: newname
 *   type: path, input, user
 *   x-object: path:missing
 * param: flags
 *   type: int, input
 *   constraint-type: mask(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flags
 *   condition: Unknown bits are set in flags.
 *
 * error: EEXIST, new name exists
 *   condition: newname already exists.
 *
 * error: EFAULT, bad address
 *   condition: oldname or newname points outside the accessible address space.
 *
 * error: ENAMETOOLONG, name too long
 *   condition: oldname or newname is too long.
 *
 * error: ENOENT, missing component
 *   condition: oldname does not exist, or a directory component in newname does not exist.
 *
 * error: ENOTDIR, not a directory
 *   condition: A component used as a directory in oldname or newname is not a directory.
 *
 * error: EPERM, directory
 *   condition: oldname is a directory.
 *
 * error: EXDEV, other file system
 *   condition: oldname and newname are not on the same mounted filesystem.
 *
 * error: EACCES, search not permitted
 *   condition: Search permission is denied for one of the directories in the path prefix of
 *     oldname or newname.
 *
 * error: ELOOP, too many links
 *   condition: Too many symbolic links were encountered in resolving oldname or newname.
 *
 * error: EROFS, read-only
 *   condition: newname is on a read-only filesystem.
 */
SYSCALL_DEFINE5(linkat, int, olddfd, const char __user *, oldname, int, newdfd,
		const char __user *, newname, int, flags)
