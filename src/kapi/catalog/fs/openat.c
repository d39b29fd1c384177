/**
 * sys_openat - open a file relative to a directory
 * @dfd: the directory
 * @filename: its path
 * @flags: how
 * @mode: permissions of a file that is made
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: creates = (flags & (O_CREAT | O_PATH)) == O_CREAT;
 *   nameless = (flags & (__O_TMPFILE | O_PATH)) == __O_TMPFILE;
 *   named = !(flags & (__O_TMPFILE | O_PATH)); opens = !(flags & O_PATH);
 *   access = flags & O_ACCMODE; empties = named && (flags & O_TRUNC);
 *   writes = access != O_RDONLY || (flags & O_TRUNC);
 *   kind = path_kind_at(dfd, filename, 0); begun = walk_at(dfd, filename, 0);
 *   fs = path_file_system_at(dfd, filename, 0); fifo = kind == FILE_PIPE;
 *   directory = kind == FILE_DIRECTORY;
 *   device = opens && (kind == FILE_CHARACTER || kind == FILE_BLOCK);
 *   lease = path_lease_at(dfd, filename, 0);
 *   nofollow = (flags & O_NOFOLLOW) || creates && (flags & O_EXCL) ?
 *     AT_SYMLINK_NOFOLLOW : 0; walked = walk_at(dfd, filename, nofollow);
 *   last = reaches_last_at(dfd, filename, nofollow)
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: Not looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: filename
 *   type: path, input, user
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC |
 *     O_APPEND | O_NONBLOCK | O_DSYNC | O_SYNC | FASYNC | O_DIRECT |
 *     O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC | O_PATH |
 *     O_TMPFILE)
 *   cdesc: With O_PATH only O_DIRECTORY, O_NOFOLLOW and O_CLOEXEC count.
 *     O_DIRECTORY and O_NOFOLLOW are from 2.1.126, O_DIRECT 2.4.10, O_NOATIME
 *     2.6.8, O_CLOEXEC 2.6.23, O_PATH 2.6.39, O_TMPFILE 3.11.
 *   x-violation: mask-off
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(07777)
 *   x-violation: mask-off
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 * error: EINVAL, O_CREAT with O_DIRECTORY
 *   x-when: creates && (flags & O_DIRECTORY)
 *   desc: Since 6.4.
 * error: EINVAL, O_TMPFILE without its O_DIRECTORY, or for reading only
 *   x-when: nameless && (!(flags & O_DIRECTORY) || access == O_RDONLY)
 * error: EFAULT, path not readable
 *   x-when: begun == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: begun == WALK_PATH_TOO_LONG
 * error: ENOENT, path is empty
 *   x-when: begun == WALK_EMPTY
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENFILE, too many files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: ENOMEM, no memory
 *   x-when: out_of(memory)
 *   x-order: any
 * error: EBADF, dfd is not open
 *   x-when: begun == WALK_BAD_FD
 * error: EISDIR, slash after a name to be made
 *   x-when: creates && last && slash_after_name_at(dfd, filename, nofollow)
 * error: EEXIST, file exists
 *   x-when: creates && (flags & O_EXCL) && exists_at(dfd, filename, nofollow)
 * error: EACCES, directory not searchable
 *   x-when: walked == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 * error: ENOENT, no such file or directory
 *   x-when: walked == WALK_MISSING && (!creates || !last ||
 *     parent_removed_at(dfd, filename, 0) ||
 *     parent_file_system_at(dfd, filename, 0) == PROC_SUPER_MAGIC)
 *   desc: Nor is one made below a missing or removed directory, or in /proc.
 * error: ENOTDIR, file is no directory
 *   x-when: (flags & O_DIRECTORY) && path_kind_at(dfd, filename, nofollow) !=
 *     FILE_DIRECTORY
 * error: EROFS, file to be made on a read-only file system
 *   x-when: nameless && path_mounted_read_only_at(dfd, filename, 0) ||
 *     creates && !kind && parent_read_only_at(dfd, filename, 0)
 * error: EOVERFLOW, caller has no ID there
 *   condition: Of a mount that maps IDs, or of another name space of users.
 *   x-needs: creates && !kind || nameless
 * error: EPERM, file to be made in an immutable directory
 *   x-when: nameless && path_immutable_at(dfd, filename, 0) ||
 *     creates && !kind && parent_immutable_at(dfd, filename, 0)
 * error: EACCES, file may not be made
 *   x-when: creates && !kind && !may_create_at(dfd, filename, 0) || nameless &&
 *     (!may_write_at(dfd, filename, 0) || !may_execute_at(dfd, filename, 0))
 * error: EOPNOTSUPP, no nameless files
 *   condition: The file system has none, as /proc.
 *   x-needs: nameless
 * error: EACCES, directory that makes no files
 *   condition: Its file system lets nobody make one there, as /sys.
 *   x-needs: creates && !kind
 * error: ENOSPC, no inode for a new file
 *   x-when: creates && !kind && parent_full_at(dfd, filename, 0)
 * error: EDQUOT, quota used up
 *   condition: Of inodes or blocks, on a file system with quotas.
 *   x-needs: creates && !kind || nameless
 * error: EISDIR, directory with O_CREAT
 *   x-when: creates && directory
 * error: EACCES, file of another user in a sticky directory
 *   x-when: creates && sticky_protected_at(dfd, filename, nofollow)
 *   desc: FIFOs and regular files only where fs.protected_* says so; also root.
 * error: ELOOP, last name is a symbolic link
 *   x-when: (flags & (O_NOFOLLOW | O_DIRECTORY | O_PATH)) == O_NOFOLLOW &&
 *     last_is_symlink_at(dfd, filename, 0)
 * error: EISDIR, directory opened for writing
 *   x-when: named && writes && directory
 * error: EACCES, device on a file system mounted nodev
 *   x-when: device && path_mounted_nodev_at(dfd, filename, 0)
 * error: EROFS, file on a read-only file system
 *   x-when: opens && writes && kind == FILE_REGULAR &&
 *     path_mounted_read_only_at(dfd, filename, 0)
 *   x-order: any
 *   desc: Where only the mount is, without O_TRUNC, after EPERM.
 * error: EPERM, immutable file
 *   x-when: named && writes && (fs == NSFS_MAGIC || path_immutable_at(dfd,
 *     filename, 0))
 * error: EACCES, permission denied
 *   x-when: named && kind && (access != O_WRONLY && !may_read_at(dfd, filename,
 *     0) || writes && !may_write_at(dfd, filename, 0))
 * error: EPERM, device that the control group refuses
 *   condition: A program of the device controller does, as in a container.
 *   x-needs: device
 * error: EPERM, append-only file
 *   x-when: named && path_append_only_at(dfd, filename, 0) && ((flags &
 *     O_TRUNC) || !(flags & O_APPEND) && access != O_RDONLY)
 * error: EPERM, not the owner
 *   x-when: named && (flags & O_NOATIME) && kind && !is_owner_at(dfd, filename,
 *     0) && !ns_capable(CAP_FOWNER)
 * error: ETXTBSY, program is running
 *   x-when: named && path_running_at(dfd, filename, 0) && (access == O_WRONLY
 *     || access == O_RDWR || (flags & O_TRUNC))
 * error: EWOULDBLOCK, lease held
 *   x-when: named && (flags & O_NONBLOCK) && (lease == F_WRLCK || access !=
 *     O_RDONLY && lease == F_RDLCK)
 *   desc: Its holder gets a signal. Without O_NONBLOCK the call waits.
 * error: ENXIO, FIFO that nobody reads
 *   x-when: (flags & (O_ACCMODE | O_NONBLOCK | O_PATH)) == (O_WRONLY |
 *     O_NONBLOCK) && fifo && !path_fifo_readers_at(dfd, filename, 0)
 * error: ENXIO, socket, file without a name, or device without driver
 *   x-when: opens && (kind == FILE_SOCKET || fs == SECRETMEM_MAGIC || fs ==
 *     ANON_INODE_FS_MAGIC) || device && !path_driver_at(dfd, filename, 0)
 * error: EOVERFLOW, file too large
 *   x-when: sizeof(long) == 4 && !(flags & (O_LARGEFILE | O_PATH)) &&
 *     kind == FILE_REGULAR && path_size_at(dfd, filename, 0) > INT_MAX
 * error: EBUSY, block device in use
 *   condition: O_EXCL of one that is mounted or that another O_EXCL holds.
 *   x-needs: device && (flags & O_EXCL)
 * error: EINVAL, FIFO with access mode 3
 *   x-when: (flags & (O_ACCMODE | O_PATH)) == O_ACCMODE && fifo
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: For the other end of a FIFO, a slow device, or a lease.
 * error: EINVAL, FIFO or directory with direct access
 *   x-when: named && (flags & O_DIRECT) && (fifo || directory)
 * error: EINVAL, no direct access
 *   x-when: opens && (flags & O_DIRECT) && !path_direct_at(dfd, filename, 0)
 * error: ETXTBSY, active swap file
 *   x-when: empties && path_swap_file_at(dfd, filename, 0)
 * error: EOPNOTSUPP, process to be emptied
 *   x-when: empties && fs == PID_FS_MAGIC
 * error: EPERM, sealed against shrinking
 *   x-when: empties && path_size_at(dfd, filename, 0) &&
 *     (path_seals_at(dfd, filename, 0) & F_SEAL_SHRINK)
 * lock: files->file_lock
 *   type: spinlock
 *   desc: In alloc_fd().
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   restartable: yes
 *   x-when: signal_handled()
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd
 *   x-after: is_open(result) && result == old(lowest_free_fd())
 * side-effect: modify_state
 *   target: FD_CLOEXEC of the descriptor
 *   x-when: flags & O_CLOEXEC
 *   x-after: close_on_exec(result)
 * side-effect: filesystem
 *   target: a new file with mode & ~umask
 *   desc: It stays when the call then fails. A default ACL counts, not umask.
 *   x-when: creates && !kind
 *   x-after: kind == FILE_REGULAR && (parent_default_acl_at(dfd, filename, 0) ||
 *     (path_permissions_at(dfd, filename, 0) & ~S_ISGID) ==
 *     (mode & 07777 & ~S_ISGID & ~umask()))
 * side-effect: filesystem | irreversible
 *   target: size of a regular file, which becomes 0
 *   x-when: empties && kind == FILE_REGULAR
 *   x-after: !path_size_at(dfd, filename, 0) || fs == PROC_SUPER_MAGIC ||
 *     fs == SYSFS_MAGIC
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: files whatever their permission bits say
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories, and reading any file
 *   without: EACCES
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: O_NOATIME on files of others
 *   without: EPERM
 *   x-when: named && (flags & O_NOATIME) && !is_owner_at(dfd, filename, 0)
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 * notes: Unknown bits are dropped in silence; openat2 refuses them.
 */
SYSCALL_DEFINE4(openat, int, dfd, const char __user *, filename, int, flags, umode_t, mode)
