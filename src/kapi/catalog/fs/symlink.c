/**
 * sys_symlink - make a symbolic link
 * @oldname: what the link says
 * @newname: the link
 *
 * long-desc: That oldname leads anywhere is not asked.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: above = walk_parent_at(AT_FDCWD, newname, 0);
 *   walked = walk_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW);
 *   link = last_is_symlink_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW);
 *   slash = slash_after_name_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW);
 *   fs = parent_file_system_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 *
 * param: oldname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: newname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:missing
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, text not readable
 *   x-when: walk(oldname) == WALK_FAULT
 * error: ENAMETOOLONG, text too long
 *   x-when: walk(oldname) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty text
 *   x-when: walk(oldname) == WALK_EMPTY
 * error: EFAULT, path not readable
 *   x-when: above == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: above == WALK_PATH_TOO_LONG
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
 *   desc: Whatever it is, a link to nowhere, too. The names "." and ".." are
 *     always there.
 * error: ENOENT, directory was removed
 *   x-when: parent_removed_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 *   x-order: any
 *   desc: It is the working directory, or the path leads there through /proc.
 * error: ENAMETOOLONG, last name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, nothing can be made in /proc
 *   x-when: fs == PROC_SUPER_MAGIC
 *   x-order: any
 * error: ENOENT, slash after the name
 *   x-when: slash
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EOVERFLOW, caller has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: above == WALK_FOUND && !link && walked == WALK_MISSING
 * error: EPERM, directory is immutable
 *   x-when: parent_immutable_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory not writable
 *   x-when: !may_write_parent_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file system without links
 *   x-when: fs == DEVPTS_SUPER_MAGIC
 *   desc: That of pseudoterminals; others, too, as sysfs and FAT.
 * error: ENOSPC, no inode for it
 *   x-when: parent_full_at(AT_FDCWD, newname, 0)
 *   desc: Nor may a block be missing.
 * error: EDQUOT, quota used up
 *   condition: Of inodes or blocks, on a file system with quotas.
 *   x-order: any
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: Of the directory, for writing in filename_create().
 *
 * side-effect: filesystem
 *   target: a new symbolic link
 *   x-after: last_is_symlink_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
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
SYSCALL_DEFINE2(symlink, const char __user *, oldname, const char __user *, newname)
