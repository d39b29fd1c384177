/**
 * sys_chmod - set the permissions of a file
 * @filename: the file
 * @mode: its permission bits
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
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
 *   x-when: walk(filename) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(filename) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: walk(filename) == WALK_EMPTY
 * error: EACCES, directory not searchable
 *   x-when: walk(filename) == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walk(filename) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk(filename) == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walk(filename) == WALK_LOOP
 * error: ENOENT, no such file
 *   x-when: walk(filename) == WALK_MISSING
 * error: EROFS, read-only
 *   x-when: path_mounted_read_only(filename)
 * error: EPERM, immutable or append-only
 *   x-when: path_immutable(filename) || path_append_only(filename)
 * error: EPERM, name space
 *   x-when: path_file_system(filename) == NSFS_MAGIC
 * error: EOPNOTSUPP, symbolic link, or file without a name
 *   x-when: path_kind(filename) == FILE_SYMLINK || path_file_system(filename)
 *     == ANON_INODE_FS_MAGIC || path_file_system(filename) == PID_FS_MAGIC
 *   desc: To which /proc/self/fd leads: one opened for paths only (O_PATH), or
 *     an epoll instance and the like (6.16).
 * error: EPERM, file of a process
 *   x-when: path_file_system(filename) == PROC_SUPER_MAGIC &&
 *     path_inode(filename) > 1 && path_inode(filename) < 0xf0000000
 *   desc: One below /proc/PID, or below /proc/sys; other files of /proc have
 *     larger numbers (PROC_DYNAMIC_FIRST).
 * error: EOVERFLOW, owner of the file has no ID there
 *   condition: Of a mount that maps IDs.
 *   x-needs: walk(filename) == WALK_FOUND
 * error: EPERM, file of another user
 *   x-when: !is_owner(filename) && !ns_capable(CAP_FOWNER)
 * error: EPERM, sealed against execution
 *   x-when: (path_seals(filename) & F_SEAL_EXEC) &&
 *     ((path_permissions(filename) ^ mode) & 0111)
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
 *   x-after: (path_permissions(filename) & ~S_ISGID) == (mode & 07777 &
 *     ~S_ISGID)
 *   reversible: yes
 * side-effect: filesystem
 *   target: S_ISGID of the file
 *   x-when: (mode & S_ISGID) && ns_capable(CAP_FSETID)
 *   x-after: path_permissions(filename) & S_ISGID
 *   desc: Without the capability only where the caller is in the group of the
 *     file; else the bit is left out, and the call succeeds.
 *   reversible: yes
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of other users
 *   without: EPERM
 *   x-when: !is_owner(filename)
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
SYSCALL_DEFINE2(chmod, const char __user *, filename, umode_t, mode)
