/**
 * sys_unlink - remove a name
 * @pathname: what is removed
 *
 * long-desc: The file itself goes with its last name and its last descriptor.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: above = walk_parent_at(AT_FDCWD, pathname, 0);
 *   walked = walk_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW);
 *   kind = path_kind_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW);
 *   link = last_is_symlink_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW);
 *   fs = parent_file_system_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
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
 * error: EISDIR, path ends in no name
 *   x-when: last_name(pathname) != LAST_NORM
 *   desc: It is "/", or ends in "." or "..".
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENAMETOOLONG, last name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, no such name
 *   x-when: !link && walked == WALK_MISSING
 * error: ENOTDIR, slash after what is no directory
 *   x-when: slash_after_name_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) &&
 *     (link || walked == WALK_NOT_DIRECTORY)
 * error: EISDIR, slash after a directory
 *   x-when: !link && kind == FILE_DIRECTORY &&
 *     slash_after_name_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EOVERFLOW, owner of the file has no ID there
 *   condition: Of a mount that maps IDs.
 *   x-needs: walked == WALK_FOUND || link
 * error: EPERM, directory is immutable
 *   x-when: parent_immutable_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory not writable
 *   x-when: !may_write_parent_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, directory is append-only
 *   x-when: parent_append_only_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file of another user in a sticky directory
 *   x-when: sticky_kept_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) &&
 *     !ns_capable(CAP_FOWNER)
 * error: EPERM, the system swaps to it
 *   x-when: path_swap_file_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file is immutable or append-only
 *   x-when: path_immutable_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW) ||
 *     path_append_only_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EISDIR, directory
 *   x-when: kind == FILE_DIRECTORY
 * error: EPERM, file system without names to be removed
 *   x-when: fs == PROC_SUPER_MAGIC || fs == DEVPTS_SUPER_MAGIC
 *   x-order: any
 *   desc: Others of the kernel, too, as sysfs.
 * error: EBUSY, something is mounted there
 *   x-when: path_busy_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing: of the directory in do_unlinkat(), of the file in
 *     vfs_unlink().
 *
 * side-effect: filesystem
 *   target: the name
 *   x-after: !exists_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 *   reversible: no
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of other users in sticky directories
 *   without: EPERM
 *   x-when: sticky_kept_at(AT_FDCWD, pathname, AT_SYMLINK_NOFOLLOW)
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE1(unlink, const char __user *, pathname)
