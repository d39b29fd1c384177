/**
 * sys_mkdirat - make a directory
 * @dfd: where a relative path begins
 * @pathname: the directory
 * @mode: its permissions, without those in the umask
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
 *
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(01777)
 *   x-violation: mask-off
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
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
 * error: EEXIST, there already
 *   x-when: exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *   desc: Whatever it is; a link to nowhere, too. The names "." and ".." are always there.
 *
 * error: EEXIST, no directory, and a slash behind it
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == WALK_NOT_DIRECTORY ||
 *     last_is_symlink_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * error: ENAMETOOLONG, last name too long
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, directory was removed
 *   condition: The directory in which it would be has been removed; a descriptor of it or the
 *     working directory is left.
 *
 * error: EROFS, read-only
 *   condition: The mount or the file system there is read-only.
 *
 * error: EACCES, directory not writable
 *   condition: The caller may not write, or not search, the directory in which it would be.
 *
 * error: EPERM, file system without directories
 *   condition: The file system cannot make directories there, as in /sys.
 *   x-order: any
 *
 * error: EMLINK, too many directories
 *   condition: The directory in which it would be has as many as the file system allows.
 *   x-order: any
 *
 * error: ENOSPC, no room
 *   condition: The file system has no block or inode left.
 *   x-order: any
 *
 * error: EDQUOT, over the quota
 *   condition: The quota of the user is used up.
 *   x-order: any
 *
 * side-effect: filesystem
 *   target: a new, empty directory
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) == FILE_DIRECTORY
 *
 * state-trans: path
 *   from: free
 *   to: a directory
 *   condition: The call succeeds.
 *   x-when: !exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *   x-after: exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 */
SYSCALL_DEFINE3(mkdirat, int, dfd, const char __user *, pathname, umode_t, mode)
