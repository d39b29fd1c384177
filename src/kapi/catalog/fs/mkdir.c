/**
 * sys_mkdir - make a directory
 * @pathname: the directory
 * @mode: its permissions, without those in the umask
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: above = walk_parent_at(AT_FDCWD, pathname, 0);
 *   walked = walk_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW);
 *   link = last_is_symlink_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW);
 *   fs = parent_file_system_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 *
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
 *   x-when: parent_read_only_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENOENT, directory was removed
 *   x-when: parent_removed_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 *   x-order: any
 *   desc: A descriptor of it is left, or it is the working directory.
 * error: EOVERFLOW, caller has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: above == WALK_FOUND && !link && walked == WALK_MISSING
 * error: EPERM, directory is immutable
 *   x-when: parent_immutable_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory not writable
 *   x-when: !may_write_parent_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file system without directories to be made
 *   x-when: fs == DEVPTS_SUPER_MAGIC
 *   desc: That of pseudoterminals; others, too, as sysfs.
 * error: EMLINK, too many directories
 *   condition: The file system allows the one above no more.
 *   x-order: any
 * error: ENOSPC, no inode for it
 *   x-when: parent_full_at(AT_FDCWD, pathname, 0)
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
 *   x-after: path_kind_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) ==
 *     FILE_DIRECTORY &&
 *     !holds_names_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) &&
 *     (parent_default_acl_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) ||
 *     (path_permissions_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) & ~S_ISGID)
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
SYSCALL_DEFINE2(mkdir, const char __user *, pathname, umode_t, mode)
