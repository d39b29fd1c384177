/**
 * sys_truncate - set the size of a file
 * @path: the file
 * @length: its new size in bytes
 *
 * long-desc: What is cut off is lost; what is new reads as zeros.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: kind = path_kind(path); fs = path_file_system(path);
 *   longer = length > path_size(path)
 *
 * param: path
 *   type: path, input, user
 *   constraint-type: user_path
 *   cdesc: A symbolic link at the end is followed.
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: length
 *   type: int, input
 *   constraint-type: range(0, LONG_MAX)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, negative size
 *   x-when: length < 0
 * error: EFAULT, path not readable
 *   x-when: walk(path) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(path) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: walk(path) == WALK_EMPTY
 * error: EACCES, directory not searchable
 *   x-when: walk(path) == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walk(path) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk(path) == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walk(path) == WALK_LOOP
 * error: ENOENT, no such file
 *   x-when: walk(path) == WALK_MISSING
 * error: EISDIR, directory
 *   x-when: kind == FILE_DIRECTORY
 * error: EINVAL, no regular file
 *   x-when: kind != FILE_REGULAR && fs != PID_FS_MAGIC
 * error: EROFS, read-only
 *   x-when: path_mounted_read_only(path)
 *   x-order: any
 *   desc: The mount after EACCES, since 6.13; the file system before it.
 * error: EPERM, immutable
 *   x-when: path_immutable(path) || fs == NSFS_MAGIC
 * error: EACCES, file not writable
 *   x-when: !may_write(path)
 * error: EPERM, append-only
 *   x-when: path_append_only(path)
 * error: ETXTBSY, program is running
 *   x-when: path_running(path)
 * error: EINTR, signal handled while waiting for a lease
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Of another on the file (F_SETLEASE); for ftruncate open waits.
 * error: EOPNOTSUPP, process
 *   x-when: fs == PID_FS_MAGIC
 *   desc: By way of /proc, as the next one.
 * error: EINVAL, secret memory that has a size
 *   x-when: fs == SECRETMEM_MAGIC && path_size(path)
 * error: EFBIG, longer than RLIMIT_FSIZE
 *   x-when: longer && length > RLIMIT_FSIZE
 * error: EFBIG, beyond the largest position
 *   condition: That of the file system, on ext4 16 TiB or less.
 *   x-needs: longer && length >> 32
 * error: ETXTBSY, active swap file
 *   x-when: !longer && path_swap_file(path)
 * error: EINVAL, part of a huge page
 *   condition: A file of hugetlbfs, or a memory file with huge pages.
 *   x-needs: fs == HUGETLBFS_MAGIC
 * error: EPERM, sealed
 *   x-when: longer ? path_seals(path) & F_SEAL_GROW :
 *     length < path_size(path) && (path_seals(path) & F_SEAL_SHRINK)
 *   desc: A memory file, by way of /proc.
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in do_truncate().
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 * signal: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   x-when: kind == FILE_REGULAR && !path_mounted_read_only(path) &&
 *     !path_immutable(path) && may_write(path) && !path_append_only(path) &&
 *     !path_running(path) && longer && length > RLIMIT_FSIZE
 *
 * side-effect: filesystem
 *   target: size of the file
 *   x-after: path_size(path) == length || fs == PROC_SUPER_MAGIC || fs ==
 *     SYSFS_MAGIC
 *   desc: Files of /proc and /sys keep theirs.
 *   reversible: no
 * side-effect: filesystem
 *   target: set-user-ID bit of the file, which goes
 *   x-when: (path_permissions(path) & S_ISUID) && !CAP_FSETID
 *   x-after: !(path_permissions(path) & S_ISUID)
 *   desc: So does the set-group-ID bit of what a group may execute.
 *   reversible: yes
 *
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: keeping the set-user-ID and set-group-ID bits of the file
 *   without: They are taken away.
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: files and directories whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 */
SYSCALL_DEFINE2(truncate, const char __user *, path, long, length)
