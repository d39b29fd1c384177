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
 * x-where: above = walk_parent_at(dfd, pathname, 0);
 *   walked = walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW);
 *   link = last_is_symlink_at(dfd, pathname, AT_SYMLINK_NOFOLLOW);
 *   fs = parent_file_system_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD or a directory; not looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:missing
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(01777)
 *   cdesc: Where the directory above has a default ACL, that counts and not
 *     umask.
 *   x-violation: mask-off
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, path not readable
 *   x-when: above == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: above == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: above == WALK_EMPTY
 * error: EBADF, dfd is not open
 *   x-when: above == WALK_BAD_FD
 *   desc: An absolute path needs none.
 * error: EACCES, directory not searchable
 *   x-when: above == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: above == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name on the way too long
 *   x-when: above == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: above == WALK_LOOP
 *   desc: A link at the end is not followed.
 * error: ENOENT, no such directory on the way
 *   x-when: above == WALK_MISSING
 * error: EEXIST, there already
 *   x-when: link || walked == WALK_FOUND || walked == WALK_NOT_DIRECTORY
 *   desc: Whatever it is; a link to nowhere, too, with a slash or without. The
 *     names "." and ".." are always there.
 * error: ENAMETOOLONG, last name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, nothing can be made in /proc
 *   x-when: fs == PROC_SUPER_MAGIC
 *   x-order: any
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENOENT, directory was removed
 *   x-when: parent_removed_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *   x-order: any
 *   desc: A descriptor of it is left, or it is the working directory.
 * error: EOVERFLOW, caller has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: above == WALK_FOUND && !link && walked == WALK_MISSING
 * error: EPERM, directory is immutable
 *   x-when: parent_immutable_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory not writable
 *   x-when: !may_write_parent_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file system without directories to be made
 *   x-when: fs == DEVPTS_SUPER_MAGIC
 *   desc: That of pseudoterminals; others, too, as sysfs.
 * error: EMLINK, too many directories
 *   condition: The file system allows the one above no more.
 *   x-order: any
 * error: ENOSPC, no inode for it
 *   x-when: parent_full_at(dfd, pathname, 0)
 *   desc: Nor may a block be missing.
 * error: EDQUOT, quota used up
 *   condition: Of inodes or blocks, on a file system with quotas.
 *   x-order: any
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: Of the directory above, for writing in filename_create().
 *
 * side-effect: filesystem
 *   target: a new, empty directory, its permissions those of mode not in umask
 *   x-after: path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) ==
 *     FILE_DIRECTORY &&
 *     !holds_names_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) &&
 *     (parent_default_acl_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) ||
 *     (path_permissions_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) & ~S_ISGID)
 *     == (mode & 01777 & ~umask()))
 *   desc: A default ACL of the directory above counts instead of umask, and
 *     S_ISGID comes from there.
 *   reversible: yes
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE3(mkdirat, int, dfd, const char __user *, pathname, umode_t, mode)
