/**
 * sys_link - give a file another name
 * @oldname: the file
 * @newname: its other name
 *
 * long-desc: Both names are equal then; the file goes with the last of them.
 *   A symbolic link gets another name itself, it is not followed.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: old = walk_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW);
 *   above = walk_parent_at(AT_FDCWD, newname, 0);
 *   walked = walk_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW);
 *   link = last_is_symlink_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW);
 *   kind = path_kind_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW);
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
 * error: EFAULT, path not readable
 *   x-when: old == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: old == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: old == WALK_EMPTY
 * error: EACCES, directory not searchable
 *   x-when: old == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: old == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: old == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: old == WALK_LOOP
 *   desc: A link at the end is not followed.
 * error: ENOENT, no such file
 *   x-when: old == WALK_MISSING
 * error: EFAULT, new path not readable
 *   x-when: above == WALK_FAULT
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
 *   desc: Whatever it is, a link to nowhere, too, or the same file.
 * error: ENOENT, directory was removed
 *   x-when: parent_removed_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 *   x-order: any
 * error: ENAMETOOLONG, new name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, nothing can be made in /proc
 *   x-when: fs == PROC_SUPER_MAGIC
 *   x-order: any
 * error: ENOENT, slash after the new name
 *   x-when: slash_after_name_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EXDEV, another mount
 *   x-when: path_mount_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW) !=
 *     parent_mount_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 *   desc: Also of the same file system.
 * error: EOVERFLOW, caller or owner of the file has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: !link && walked == WALK_MISSING
 * error: EPERM, file of another user that is not safe
 *   x-when: unsafe_to_link_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW) &&
 *     !ns_capable(CAP_FOWNER)
 *   desc: The caller may not both read and write it, it is no regular file, or
 *     gives a privilege that would be kept.
 * error: EPERM, directory of the new name is immutable
 *   x-when: parent_immutable_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory of the new name not writable
 *   x-when: !may_write_parent_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file is immutable or append-only
 *   x-when: path_immutable_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW) ||
 *     path_append_only_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file system without links
 *   x-when: fs == DEVPTS_SUPER_MAGIC
 *   desc: That of pseudoterminals; others, too, as sysfs and FAT.
 * error: EPERM, directory
 *   x-when: kind == FILE_DIRECTORY
 * error: EMLINK, too many names
 *   condition: The file system allows no more; ext4 has 65000.
 *   x-needs: links_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW) > 100
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing: of the directory in filename_create(), of the file in
 *     vfs_link().
 *
 * side-effect: filesystem
 *   target: the other name, which leads to the same file
 *   x-after: exists_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW) &&
 *     path_inode_at(AT_FDCWD, newname, AT_SYMLINK_NOFOLLOW) ==
 *     path_inode_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW)
 *   reversible: yes
 * side-effect: filesystem
 *   target: number of names of the file
 *   x-after: links_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW) ==
 *     old(links_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW)) + 1
 *   reversible: yes
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: names for files of others, whatever they are
 *   without: EPERM
 *   x-when: unsafe_to_link_at(AT_FDCWD, oldname, AT_SYMLINK_NOFOLLOW)
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE2(link, const char __user *, oldname, const char __user *, newname)
