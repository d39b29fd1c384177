/**
 * sys_rename - give a file another name, or another directory
 * @oldname: what it is called
 * @newname: what it will be called
 *
 * long-desc: What had the new name loses it in the same step. Of two names of
 *   one file both stay, and the call succeeds.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: nofollow = AT_SYMLINK_NOFOLLOW;
 *   from = walk_parent_at(AT_FDCWD, oldname, 0);
 *   to = walk_parent_at(AT_FDCWD, newname, 0);
 *   link = last_is_symlink_at(AT_FDCWD, oldname, nofollow);
 *   there = exists_at(AT_FDCWD, newname, nofollow);
 *   same = names_one_file(oldname, newname);
 *   kind = path_kind_at(AT_FDCWD, oldname, nofollow);
 *   target = path_kind_at(AT_FDCWD, newname, nofollow)
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
 * error: EFAULT, path not readable
 *   x-when: from == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: from == WALK_PATH_TOO_LONG
 * error: ENOENT, empty path
 *   x-when: from == WALK_EMPTY
 * error: EACCES, directory not searchable
 *   x-when: from == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: from == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name on the way too long
 *   x-when: from == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: from == WALK_LOOP
 * error: ENOENT, no such directory on the way
 *   x-when: from == WALK_MISSING
 * error: EFAULT, new path not readable
 *   x-when: to == WALK_FAULT
 * error: ENAMETOOLONG, new path too long
 *   x-when: to == WALK_PATH_TOO_LONG
 * error: ENOENT, empty new path
 *   x-when: to == WALK_EMPTY
 * error: EACCES, directory to the new name not searchable
 *   x-when: to == WALK_DENIED
 * error: ENOTDIR, no directory on the way to the new name
 *   x-when: to == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name on the way to the new name too long
 *   x-when: to == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links to the new name
 *   x-when: to == WALK_LOOP
 * error: ENOENT, no such directory on the way to the new name
 *   x-when: to == WALK_MISSING
 * error: EXDEV, another mount
 *   x-when: parent_mount_at(AT_FDCWD, oldname, nofollow) !=
 *     parent_mount_at(AT_FDCWD, newname, nofollow)
 *   desc: Also of the same file system.
 * error: EBUSY, no name
 *   x-when: last_name(oldname) != LAST_NORM || last_name(newname) != LAST_NORM
 *   desc: A path is "/", or ends in "." or "..".
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(AT_FDCWD, oldname, nofollow)
 * error: ENAMETOOLONG, last name too long
 *   x-when: walk_at(AT_FDCWD, oldname, nofollow) == WALK_NAME_TOO_LONG
 * error: ENOENT, no such file
 *   x-when: !link && walk_at(AT_FDCWD, oldname, nofollow) == WALK_MISSING
 * error: ENOENT, directory of the new name was removed
 *   x-when: parent_removed_at(AT_FDCWD, newname, nofollow)
 *   x-order: any
 * error: ENAMETOOLONG, new name too long
 *   x-when: walk_at(AT_FDCWD, newname, nofollow) == WALK_NAME_TOO_LONG
 * error: ENOTDIR, slash after a name, and no directory
 *   x-when: (link || kind != FILE_DIRECTORY) && (slash_after_name_at(AT_FDCWD,
 *     oldname, nofollow) || slash_after_name_at(AT_FDCWD, newname, nofollow))
 * error: EINVAL, new name below the directory
 *   x-when: lies_below(oldname, newname)
 * error: ENOTEMPTY, new name is a directory above
 *   x-when: lies_below(newname, oldname)
 *   x-order: any
 * error: EPERM, directory is immutable
 *   x-when: !same && parent_immutable_at(AT_FDCWD, oldname, nofollow)
 * error: EACCES, directory not writable
 *   x-when: !same && !may_write_parent_at(AT_FDCWD, oldname, nofollow)
 * error: EPERM, name may not be removed
 *   x-when: !same && (parent_append_only_at(AT_FDCWD, oldname, nofollow) ||
 *     sticky_kept_at(AT_FDCWD, oldname, nofollow) && !ns_capable(CAP_FOWNER) ||
 *     path_immutable_at(AT_FDCWD, oldname, nofollow) ||
 *     path_append_only_at(AT_FDCWD, oldname, nofollow))
 *   desc: In an append-only directory, of the file of another user in a sticky
 *     one, or of a file that cannot be changed.
 * error: EPERM, directory of the new name is immutable
 *   x-when: !same && parent_immutable_at(AT_FDCWD, newname, nofollow)
 * error: EACCES, directory of the new name not writable
 *   x-when: !same && !may_write_parent_at(AT_FDCWD, newname, nofollow)
 * error: EPERM, new name may not be taken
 *   x-when: !same && there && (parent_append_only_at(AT_FDCWD, newname,
 *     nofollow) || sticky_kept_at(AT_FDCWD, newname, nofollow) &&
 *     !ns_capable(CAP_FOWNER) || path_immutable_at(AT_FDCWD, newname, nofollow)
 *     || path_append_only_at(AT_FDCWD, newname, nofollow))
 * error: ENOTDIR, new name is there and no directory
 *   x-when: kind == FILE_DIRECTORY && there && target != FILE_DIRECTORY
 * error: EISDIR, new name is a directory
 *   x-when: kind != FILE_DIRECTORY && target == FILE_DIRECTORY
 * error: EACCES, directory itself not writable
 *   x-when: kind == FILE_DIRECTORY && !may_move_at(AT_FDCWD, oldname, nofollow)
 *     && parent_inode_at(AT_FDCWD, oldname, nofollow) !=
 *     parent_inode_at(AT_FDCWD, newname, nofollow)
 *   desc: It changes where its ".." leads.
 * error: EBUSY, something is mounted there
 *   x-when: !same && (path_busy_at(AT_FDCWD, oldname, nofollow) || there &&
 *     path_busy_at(AT_FDCWD, newname, nofollow))
 * error: ENOTEMPTY, new name is a directory that is not empty
 *   x-when: !same && holds_names_at(AT_FDCWD, newname, nofollow)
 *
 * side-effect: filesystem
 *   target: the new name, which leads to the file
 *   x-after: exists_at(AT_FDCWD, newname, nofollow) && path_inode_at(AT_FDCWD,
 *     newname, nofollow) == old(path_inode_at(AT_FDCWD, oldname, nofollow))
 *   reversible: yes
 * side-effect: filesystem
 *   target: the old name, which is gone
 *   x-when: !same
 *   x-after: !exists_at(AT_FDCWD, oldname, nofollow)
 *   reversible: yes
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of others in sticky directories
 *   without: EPERM
 *   x-when: sticky_kept_at(AT_FDCWD, oldname, nofollow) ||
 *     sticky_kept_at(AT_FDCWD, newname, nofollow)
 */
SYSCALL_DEFINE2(rename, const char __user *, oldname,
		const char __user *, newname)
