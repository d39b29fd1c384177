/**
 * sys_unlinkat - remove a name, or an empty directory
 * @dfd: where a relative path begins
 * @pathname: what is removed
 * @flag: whether it is a directory
 *
 * long-desc: The file itself goes with its last name and its last descriptor.
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: above = walk_parent_at(dfd, pathname, 0);
 *   directory = flag & AT_REMOVEDIR;
 *   walked = walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW);
 *   kind = path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW);
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
 *   x-object: path:existing
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
 * error: EISDIR, path ends in no name
 *   x-when: !directory && last_name(pathname) != LAST_NORM
 *   desc: It is "/", or ends in "." or "..".
 * error: ENOTEMPTY, directory above
 *   x-when: directory && last_name(pathname) == LAST_DOTDOT
 * error: EINVAL, directory itself
 *   x-when: directory && last_name(pathname) == LAST_DOT
 * error: EBUSY, root directory
 *   x-when: directory && last_name(pathname) == LAST_ROOT
 * error: EROFS, read-only
 *   x-when: parent_read_only_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENAMETOOLONG, last name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ENOENT, no such name
 *   x-when: !link && walked == WALK_MISSING
 * error: ENOTDIR, slash after what is no directory
 *   x-when: !directory && slash_after_name_at(dfd, pathname,
 *     AT_SYMLINK_NOFOLLOW) && (link || walked == WALK_NOT_DIRECTORY)
 * error: EISDIR, slash after a directory
 *   x-when: !directory && !link && kind == FILE_DIRECTORY &&
 *     slash_after_name_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EOVERFLOW, owner of the file has no ID there
 *   condition: Of a mount that maps IDs.
 *   x-needs: walked == WALK_FOUND || link
 * error: EPERM, directory is immutable
 *   x-when: parent_immutable_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EACCES, directory not writable
 *   x-when: !may_write_parent_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, directory is append-only
 *   x-when: parent_append_only_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file of another user in a sticky directory
 *   x-when: sticky_kept_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) &&
 *     !ns_capable(CAP_FOWNER)
 * error: EPERM, the system swaps to it
 *   x-when: path_swap_file_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: EPERM, file is immutable or append-only
 *   x-when: path_immutable_at(dfd, pathname, AT_SYMLINK_NOFOLLOW) ||
 *     path_append_only_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENOTDIR, no directory
 *   x-when: directory && (link || kind != FILE_DIRECTORY)
 * error: EISDIR, directory
 *   x-when: !directory && kind == FILE_DIRECTORY
 * error: EPERM, file system without names to be removed
 *   x-when: fs == PROC_SUPER_MAGIC || fs == DEVPTS_SUPER_MAGIC
 *   x-order: any
 *   desc: Others of the kernel, too, as sysfs.
 * error: EBUSY, something is mounted there
 *   x-when: path_busy_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * error: ENOTEMPTY, directory not empty
 *   x-when: directory && holds_names_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing: of the directory in do_unlinkat() or do_rmdir(), of what
 *     is removed in vfs_unlink() or vfs_rmdir().
 *
 * side-effect: filesystem
 *   target: the name
 *   x-after: !exists_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 *   reversible: no
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of other users in sticky directories
 *   without: EPERM
 *   x-when: sticky_kept_at(dfd, pathname, AT_SYMLINK_NOFOLLOW)
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE3(unlinkat, int, dfd, const char __user *, pathname, int, flag)
