/**
 * sys_linkat - give a file another name
 * @olddfd: where a relative oldname begins
 * @oldname: the file
 * @newdfd: where a relative newname begins
 * @newname: its other name
 * @flags: whether a link is followed, and oldname may be empty
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: stay = AT_SYMLINK_NOFOLLOW; how = (flags & AT_EMPTY_PATH) | (flags &
 *   AT_SYMLINK_FOLLOW ? 0 : stay); old = walk_at(olddfd, oldname, how); above =
 *   walk_parent_at(newdfd, newname, 0); walked = walk_at(newdfd, newname,
 *   stay); link = last_is_symlink_at(newdfd, newname, stay); fs =
 *   parent_file_system_at(newdfd, newname, stay)
 * param: olddfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: oldname
 *   type: path, input, user
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: newdfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: newname
 *   type: path, input, user
 *   x-violation: reject(EFAULT)
 *   x-object: path:missing
 * param: flags
 *   type: int, input
 *   constraint-type: mask(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)
 *   cdesc: AT_SYMLINK_FOLLOW is from 2.6.18, AT_EMPTY_PATH from 2.6.39.
 *   x-violation: reject(EINVAL)
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)
 * error: EFAULT, path not readable
 *   x-when: old == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: old == WALK_PATH_TOO_LONG
 * error: ENOENT, empty path
 *   x-when: old == WALK_EMPTY
 * error: EBADF, olddfd is not open
 *   x-when: old == WALK_BAD_FD
 * error: ENOENT, olddfd was opened by another
 *   condition: With AT_EMPTY_PATH, where the walk begins at olddfd, and the
 *     credentials of the caller are not those with which that was opened.
 *   x-needs: (flags & AT_EMPTY_PATH) && olddfd >= 0 &&
 *     !ns_capable(CAP_DAC_READ_SEARCH)
 * error: EACCES, directory not searchable
 *   x-when: old == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: old == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: old == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: old == WALK_LOOP
 * error: ENOENT, no such file
 *   x-when: old == WALK_MISSING
 * error: EFAULT, new path not readable
 *   x-when: above == WALK_FAULT
 * error: EBADF, newdfd is not open
 *   x-when: above == WALK_BAD_FD
 * error: EACCES, directory of the new name not searchable
 *   x-when: above == WALK_DENIED
 * error: ENOTDIR, no directory on the way to the new name
 *   x-when: above == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, new path or name on the way there too long
 *   x-when: above == WALK_PATH_TOO_LONG || above == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links to the new name
 *   x-when: above == WALK_LOOP
 * error: ENOENT, empty new path, or no such directory on the way
 *   x-when: above == WALK_EMPTY || above == WALK_MISSING
 * error: EEXIST, new name is there already
 *   x-when: link || walked == WALK_FOUND || walked == WALK_NOT_DIRECTORY
 * error: ENOENT, directory was removed
 *   x-when: parent_removed_at(newdfd, newname, stay)
 *   x-order: any
 * error: ENAMETOOLONG, new name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, nothing can be made in /proc
 *   x-when: fs == PROC_SUPER_MAGIC
 *   x-order: any
 * error: ENOENT, slash after the new name
 *   x-when: slash_after_name_at(newdfd, newname, stay)
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(newdfd, newname, stay)
 * error: EXDEV, another mount
 *   x-when: path_mount_at(olddfd, oldname, how) !=
 *     parent_mount_at(newdfd, newname, stay)
 * error: EOVERFLOW, caller or owner of the file has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: !link && walked == WALK_MISSING
 * error: EPERM, file of another user that is not safe
 *   x-when: unsafe_to_link_at(olddfd, oldname, how) && !ns_capable(CAP_FOWNER)
 * error: EPERM, directory of the new name is immutable
 *   x-when: parent_immutable_at(newdfd, newname, stay)
 * error: EACCES, directory of the new name not writable
 *   x-when: !may_write_parent_at(newdfd, newname, stay)
 * error: EPERM, file is immutable or append-only
 *   x-when: path_immutable_at(olddfd, oldname, how) ||
 *     path_append_only_at(olddfd, oldname, how)
 * error: EPERM, file system without links
 *   x-when: fs == DEVPTS_SUPER_MAGIC
 * error: EPERM, directory
 *   x-when: path_kind_at(olddfd, oldname, how) == FILE_DIRECTORY
 * error: ENOENT, file has no name left
 *   condition: Unless it was made with O_TMPFILE, without O_EXCL.
 *   x-needs: links_at(olddfd, oldname, how) == 0
 * error: EMLINK, too many names
 *   condition: The file system allows no more; ext4 has 65000.
 *   x-needs: links_at(olddfd, oldname, how) > 100
 * lock: inode->i_rwsem
 *   type: semaphore
 *   desc: For writing: of the directory in filename_create(), of the file in
 *     vfs_link().
 * side-effect: filesystem
 *   target: the other name, which leads to the same file
 *   x-after: exists_at(newdfd, newname, stay) && path_inode_at(newdfd, newname,
 *     stay) == path_inode_at(olddfd, oldname, how)
 * side-effect: filesystem
 *   target: number of names of the file
 *   x-after: links_at(olddfd, oldname, how) == old(links_at(olddfd, oldname,
 *     how)) + 1
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: names for descriptors that others have opened
 *   without: ENOENT
 *   x-when: (flags & AT_EMPTY_PATH) && olddfd >= 0
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: names for files of others, whatever they are
 *   without: EPERM
 *   x-when: unsafe_to_link_at(olddfd, oldname, how)
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE5(linkat, int, olddfd, const char __user *, oldname,
		int, newdfd, const char __user *, newname, int, flags)
