/**
 * sys_renameat - give a file another name, or another directory
 * @olddfd: where a relative oldname begins
 * @oldname: what it is called
 * @newdfd: where a relative newname begins
 * @newname: what it will be called
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: self = AT_SYMLINK_NOFOLLOW; from = walk_parent_at(olddfd, oldname,
 *   0); to = walk_parent_at(newdfd, newname, 0); link =
 *   last_is_symlink_at(olddfd, oldname, self); there = exists_at(newdfd,
 *   newname, self); same = names_one_file_at(olddfd, oldname, newdfd, newname);
 *   kind = path_kind_at(olddfd, oldname, self); target = path_kind_at(newdfd,
 *   newname, self); fs = parent_file_system_at(newdfd, newname, self); fowner =
 *   ns_capable(CAP_FOWNER)
 * param: olddfd
 *   type: fd, input
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: oldname
 *   type: path, input, user
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: newdfd
 *   type: fd, input
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: newname
 *   type: path, input, user
 *   x-violation: reject(EFAULT)
 *   x-object: path:missing
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 * error: EFAULT, path not readable
 *   x-when: from == WALK_FAULT
 * error: EBADF, olddfd is not open
 *   x-when: from == WALK_BAD_FD
 * error: EACCES, directory not searchable
 *   x-when: from == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: from == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, path or name on the way too long
 *   x-when: from == WALK_PATH_TOO_LONG || from == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: from == WALK_LOOP
 * error: ENOENT, empty path, or no such directory on the way
 *   x-when: from == WALK_EMPTY || from == WALK_MISSING
 * error: EFAULT, new path not readable
 *   x-when: to == WALK_FAULT
 * error: EBADF, newdfd is not open
 *   x-when: to == WALK_BAD_FD
 * error: EACCES, directory to the new name not searchable
 *   x-when: to == WALK_DENIED
 * error: ENOTDIR, no directory on the way to the new name
 *   x-when: to == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, new path or name on the way there too long
 *   x-when: to == WALK_PATH_TOO_LONG || to == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links to the new name
 *   x-when: to == WALK_LOOP
 * error: ENOENT, empty new path, or no such directory on the way
 *   x-when: to == WALK_EMPTY || to == WALK_MISSING
 * error: EXDEV, another mount
 *   x-when: parent_mount_at(olddfd, oldname, self) !=
 *     parent_mount_at(newdfd, newname, self)
 * error: EBUSY, no name
 *   x-when: last_name(oldname) != LAST_NORM || last_name(newname) != LAST_NORM
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(olddfd, oldname, self)
 * error: ENAMETOOLONG, last name too long
 *   x-when: walk_at(olddfd, oldname, self) == WALK_NAME_TOO_LONG
 * error: ENOENT, no such file
 *   x-when: !link && walk_at(olddfd, oldname, self) == WALK_MISSING
 * error: ENOENT, directory of the new name was removed, or is of /proc
 *   x-when: parent_removed_at(newdfd, newname, self) || !there && fs ==
 *     PROC_SUPER_MAGIC
 *   x-order: any
 * error: ENAMETOOLONG, new name too long
 *   x-when: walk_at(newdfd, newname, self) == WALK_NAME_TOO_LONG
 * error: ENOTDIR, slash after a name, and no directory
 *   x-when: (link || kind != FILE_DIRECTORY) && (slash_after_name_at(olddfd,
 *     oldname, self) || slash_after_name_at(newdfd, newname, self))
 * error: EINVAL, new name below the directory
 *   x-when: lies_below_at(olddfd, oldname, newdfd, newname)
 * error: ENOTEMPTY, new name is a directory above
 *   x-when: lies_below_at(newdfd, newname, olddfd, oldname)
 *   x-order: any
 * error: EOVERFLOW, caller or owner of a file has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: !same
 * error: EPERM, directory is immutable
 *   x-when: !same && parent_immutable_at(olddfd, oldname, self)
 * error: EACCES, directory not writable
 *   x-when: !same && !may_write_parent_at(olddfd, oldname, self)
 * error: EPERM, name may not be removed
 *   x-when: !same && (parent_append_only_at(olddfd, oldname, self) ||
 *     path_immutable_at(olddfd, oldname, self) || path_append_only_at(olddfd,
 *     oldname, self) || sticky_kept_at(olddfd, oldname, self) && !fowner)
 * error: EPERM, directory of the new name is immutable
 *   x-when: !same && parent_immutable_at(newdfd, newname, self)
 * error: EACCES, directory of the new name not writable
 *   x-when: !same && !may_write_parent_at(newdfd, newname, self)
 * error: EPERM, the system swaps to one of them
 *   x-when: !same && (path_swap_file_at(olddfd, oldname, self) || there &&
 *     path_swap_file_at(newdfd, newname, self))
 * error: EPERM, new name may not be taken
 *   x-when: !same && there && (parent_append_only_at(newdfd, newname, self) ||
 *     path_immutable_at(newdfd, newname, self) || path_append_only_at(newdfd,
 *     newname, self) || sticky_kept_at(newdfd, newname, self) && !fowner)
 * error: ENOTDIR, new name is there and no directory
 *   x-when: kind == FILE_DIRECTORY && (there && target != FILE_DIRECTORY ||
 *     walk_at(newdfd, newname, self) == WALK_NOT_DIRECTORY)
 * error: EISDIR, new name is a directory
 *   x-when: kind != FILE_DIRECTORY && target == FILE_DIRECTORY
 * error: EPERM, file system without other names
 *   x-when: !same && (fs == PROC_SUPER_MAGIC || fs == DEVPTS_SUPER_MAGIC)
 * error: EACCES, directory itself not writable
 *   x-when: kind == FILE_DIRECTORY && !may_move_at(olddfd, oldname, self) &&
 *     parent_inode_at(olddfd, oldname, self) != parent_inode_at(newdfd,
 *     newname, self)
 * error: EBUSY, something is mounted there
 *   x-when: !same && (path_busy_at(olddfd, oldname, self) || there &&
 *     path_busy_at(newdfd, newname, self))
 * error: ENOTEMPTY, new name is a directory that is not empty
 *   x-when: !same && holds_names_at(newdfd, newname, self)
 * lock: inode->i_rwsem
 *   type: semaphore
 *   desc: Of directories and files, in lock_rename() and vfs_rename().
 * side-effect: filesystem
 *   target: the new name, which leads to the file, and the old one, which goes
 *   x-after: path_inode_at(newdfd, newname, self) == old(path_inode_at(olddfd,
 *     oldname, self)) && (same || !exists_at(olddfd, oldname, self))
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of others in sticky directories
 *   without: EPERM
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE4(renameat, int, olddfd, const char __user *, oldname,
		int, newdfd, const char __user *, newname)
