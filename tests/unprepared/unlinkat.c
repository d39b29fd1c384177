/**
 * sys_unlinkat - remove a name, or an empty directory
 * @dfd: where a relative path begins
 * @pathname: what is removed
 * @flag: whether it is a directory
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 *
 * param: dfd
 *   type: fd, input
 *   cdesc: AT_FDCWD or a directory; not looked at when the path is absolute.
 *   x-object: fd:directory
 *
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(ENOENT)
 *   x-object: path:existing
 *
 * param: flag
 *   type: int, input
 *   constraint-type: mask(AT_REMOVEDIR)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flag & ~AT_REMOVEDIR
 *
 * error: EFAULT, path not readable
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_FAULT
 *
 * error: ENAMETOOLONG, path too long
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_PATH_TOO_LONG
 *
 * error: ENOENT, empty path
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_EMPTY
 *
 * error: EBADF, nothing to begin at
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_BAD_FD
 *
 * error: ENAMETOOLONG, name before the last too long
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, no such directory before the last name
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_MISSING
 *
 * error: ENOTDIR, name before the last is no directory
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_NOT_DIRECTORY
 *
 * error: EACCES, directory of the path not searchable
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_DENIED
 *
 * error: ELOOP, too many symbolic links
 *   x-when: walk_parent_at(dfd, pathname, 0) == WALK_LOOP
 *
 * error: EISDIR, last name is no name of its own
 *   condition: Without AT_REMOVEDIR the path is "/", or ends in "." or "..".
 *
 * error: ENOTEMPTY, last name is the directory above
 *   condition: With AT_REMOVEDIR the path ends in "..".
 *
 * error: EINVAL, last name is the directory itself
 *   condition: With AT_REMOVEDIR the path ends in ".".
 *
 * error: EBUSY, root directory
 *   condition: With AT_REMOVEDIR the path is "/".
 *
 * error: EROFS, read-only
 *   condition: The mount or the file system there is read-only.
 *
 * error: ENAMETOOLONG, last name too long
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, not there
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == WALK_MISSING &&
 *     !last_is_symlink_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * error: ENOTDIR, slash behind what is no directory
 *   condition: The path ends in a slash, and its last name is a file or a link.
 *   x-order: any
 *
 * error: EACCES, directory not writable
 *   condition: The caller may not write, or not search, the directory in which it is.
 *
 * error: EPERM, directory for appending or file of another user
 *   condition: The directory may only be appended to (FS_APPEND_FL); or it is sticky, and neither
 *     it nor the file belongs to the caller, who has no CAP_FOWNER.
 *
 * error: EPERM, file that cannot be changed
 *   condition: The file may not be changed (FS_IMMUTABLE_FL) or only be appended to
 *     (FS_APPEND_FL).
 *
 * error: ENOTDIR, no directory
 *   x-when: (flag & AT_REMOVEDIR) &&
 *     path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) != FILE_DIRECTORY
 *
 * error: EISDIR, directory
 *   x-when: !(flag & AT_REMOVEDIR) &&
 *     path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == FILE_DIRECTORY
 *
 * error: EBUSY, something is mounted there
 *   x-when: path_busy_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * error: ENOTEMPTY, directory not empty
 *   condition: With AT_REMOVEDIR, something is in the directory.
 *
 * side-effect: filesystem
 *   target: the name
 *   condition: The call succeeds.
 *   reversible: no
 *   x-after: !exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * state-trans: name
 *   from: there
 *   to: free
 *   condition: The call succeeds.
 *   x-when: exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *   x-after: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == WALK_MISSING
 */
SYSCALL_DEFINE3(unlinkat, int, dfd, const char __user *, pathname, int, flag)
