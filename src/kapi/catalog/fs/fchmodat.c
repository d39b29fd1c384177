/**
 * sys_fchmodat - set the permissions of a file
 * @dfd: where a relative path begins
 * @filename: the file
 * @mode: its permission bits
 *
 * long-desc: The flags of which the page of fchmodat(2) speaks are for
 *   fchmodat2.
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD or a directory; not looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   cdesc: A symbolic link at the end is followed.
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(07777)
 *   x-violation: mask-off
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, path not readable
 *   x-when: walk_at(dfd, filename, 0) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk_at(dfd, filename, 0) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: walk_at(dfd, filename, 0) == WALK_EMPTY
 * error: EBADF, dfd is not open
 *   x-when: walk_at(dfd, filename, 0) == WALK_BAD_FD
 *   desc: An absolute path needs none.
 * error: EACCES, directory not searchable
 *   x-when: walk_at(dfd, filename, 0) == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walk_at(dfd, filename, 0) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk_at(dfd, filename, 0) == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walk_at(dfd, filename, 0) == WALK_LOOP
 * error: ENOENT, no such file
 *   x-when: walk_at(dfd, filename, 0) == WALK_MISSING
 * error: EROFS, read-only
 *   x-when: path_mounted_read_only_at(dfd, filename, 0)
 * error: EPERM, immutable or append-only
 *   x-when: path_immutable_at(dfd, filename, 0) ||
 *     path_append_only_at(dfd, filename, 0)
 * error: EPERM, name space
 *   x-when: path_file_system_at(dfd, filename, 0) == NSFS_MAGIC
 * error: EOPNOTSUPP, symbolic link, or file without a name
 *   x-when: path_kind_at(dfd, filename, 0) == FILE_SYMLINK ||
 *     path_file_system_at(dfd, filename, 0) == ANON_INODE_FS_MAGIC ||
 *     path_file_system_at(dfd, filename, 0) == PID_FS_MAGIC
 *   desc: To which /proc/self/fd leads: one opened for paths only (O_PATH), or
 *     an epoll instance and the like (6.16).
 * error: EPERM, file of a process
 *   x-when: path_file_system_at(dfd, filename, 0) == PROC_SUPER_MAGIC &&
 *     path_inode_at(dfd, filename, 0) > 1 && path_inode_at(dfd, filename, 0) <
 *     0xf0000000
 *   desc: One below /proc/PID, or below /proc/sys; other files of /proc have
 *     larger numbers (PROC_DYNAMIC_FIRST).
 * error: EOVERFLOW, owner of the file has no ID there
 *   condition: Of a mount that maps IDs.
 *   x-needs: walk_at(dfd, filename, 0) == WALK_FOUND
 * error: EPERM, file of another user
 *   x-when: !is_owner_at(dfd, filename, 0) && !ns_capable(CAP_FOWNER)
 * error: EPERM, sealed against execution
 *   x-when: (path_seals_at(dfd, filename, 0) & F_SEAL_EXEC) &&
 *     ((path_permissions_at(dfd, filename, 0) ^ mode) & 0111)
 *   desc: A bit to execute a memory file would change (6.3).
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in chmod_common().
 *
 * side-effect: filesystem
 *   target: permissions of the file, but for S_ISGID
 *   x-after: (path_permissions_at(dfd, filename, 0) & ~S_ISGID) == (mode &
 *     07777 & ~S_ISGID)
 *   reversible: yes
 * side-effect: filesystem
 *   target: S_ISGID of the file
 *   x-when: (mode & S_ISGID) && ns_capable(CAP_FSETID)
 *   x-after: path_permissions_at(dfd, filename, 0) & S_ISGID
 *   desc: Without the capability only where the caller is in the group of the
 *     file; else the bit is left out, and the call succeeds.
 *   reversible: yes
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of other users
 *   without: EPERM
 *   x-when: !is_owner_at(dfd, filename, 0)
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: S_ISGID for files of groups in which the caller is not
 *   without: The bit is left out.
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE3(fchmodat, int, dfd, const char __user *, filename,
		umode_t, mode)
