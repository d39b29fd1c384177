/**
 * sys_openat - open a file relative to a directory
 * @dfd: the directory
 * @filename: its path
 * @flags: how
 * @mode: permissions of a file that is made
 *
 * long-desc: What the open of the C library calls, with AT_FDCWD.
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD is the current directory; not looked at for an absolute
 *     path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC |
 *     O_APPEND | O_NONBLOCK | O_DSYNC | O_SYNC | FASYNC | O_DIRECT |
 *     O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC | O_PATH |
 *     O_TMPFILE)
 *   cdesc: With O_PATH only O_DIRECTORY, O_NOFOLLOW and O_CLOEXEC count.
 *   x-violation: mask-off
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(07777)
 *   cdesc: Not looked at without O_CREAT or O_TMPFILE.
 *   x-violation: mask-off
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *   desc: The lowest free number.
 *
 * error: EINVAL, O_CREAT with O_DIRECTORY
 *   x-when: (flags & (O_CREAT | O_DIRECTORY | O_PATH)) == (O_CREAT |
 *     O_DIRECTORY)
 *   desc: Since 6.4.
 * error: EINVAL, O_TMPFILE without its O_DIRECTORY
 *   x-when: (flags & (__O_TMPFILE | O_DIRECTORY | O_PATH)) == __O_TMPFILE
 * error: EINVAL, O_TMPFILE for reading only
 *   x-when: (flags & (__O_TMPFILE | O_ACCMODE | O_PATH)) == __O_TMPFILE
 * error: EFAULT, path not readable
 *   x-when: walk_at(dfd, filename, 0) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk_at(dfd, filename, 0) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, path is empty
 *   x-when: walk_at(dfd, filename, 0) == WALK_EMPTY
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENFILE, too many files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 *   desc: fs.file-max of them.
 * error: ENOMEM, no memory
 *   x-when: out_of(memory)
 *   x-order: any
 * error: EBADF, dfd is not open
 *   x-when: walk_at(dfd, filename, 0) == WALK_BAD_FD
 *   desc: An absolute path needs none.
 * error: EISDIR, slash after a name to be made
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && slash_after_name_at(dfd,
 *     filename, 0) && walk_parent_at(dfd, filename, 0) == WALK_FOUND
 *   desc: Whether the name exists or not.
 * error: EEXIST, file exists
 *   x-when: (flags & (O_CREAT | O_EXCL | O_PATH)) == (O_CREAT | O_EXCL) &&
 *     exists_at(dfd, filename, AT_SYMLINK_NOFOLLOW)
 *   desc: A symbolic link that leads nowhere exists, too.
 * error: EACCES, directory not searchable
 *   x-when: walk_at(dfd, filename, (flags & O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW :
 *     0) == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walk_at(dfd, filename, (flags & O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW :
 *     0) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk_at(dfd, filename, (flags & O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW :
 *     0) == WALK_NAME_TOO_LONG
 *   desc: Between two slashes, for the file system; mostly NAME_MAX.
 * error: ELOOP, too many symbolic links
 *   x-when: walk_at(dfd, filename, (flags & O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW :
 *     0) == WALK_LOOP
 *   desc: More than 40 are followed.
 * error: ENOENT, no such file or directory
 *   x-when: walk_parent_at(dfd, filename, 0) == WALK_MISSING || walk_at(dfd,
 *     filename, (flags & O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW : 0) == WALK_MISSING
 *     && (flags & (O_CREAT | O_PATH)) != O_CREAT
 *   desc: Nor may a symbolic link with O_CREAT lead into a missing directory.
 * error: ENOTDIR, file is no directory
 *   x-when: (flags & O_DIRECTORY) && path_kind_at(dfd, filename, (flags &
 *     O_NOFOLLOW) ? AT_SYMLINK_NOFOLLOW : 0) != FILE_DIRECTORY
 * error: EROFS, nameless file on a read-only file system
 *   x-when: (flags & (__O_TMPFILE | O_PATH)) == __O_TMPFILE &&
 *     path_mounted_read_only_at(dfd, filename, 0)
 * error: EACCES, nameless file may not be made
 *   x-when: (flags & (__O_TMPFILE | O_PATH)) == __O_TMPFILE &&
 *     (!may_write_at(dfd, filename, 0) || !may_execute_at(dfd, filename, 0))
 * error: EROFS, file to be made on a read-only file system
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && !path_kind_at(dfd,
 *     filename, 0) && parent_read_only_at(dfd, filename, 0)
 * error: EPERM, file to be made in an immutable directory
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && !path_kind_at(dfd,
 *     filename, 0) && parent_immutable_at(dfd, filename, 0)
 * error: EACCES, file may not be made
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && !path_kind_at(dfd,
 *     filename, 0) && !may_create_at(dfd, filename, 0)
 * error: EISDIR, directory with O_CREAT
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && path_kind_at(dfd,
 *     filename, 0) == FILE_DIRECTORY
 * error: EACCES, file of another user in a sticky directory
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && path_kind_at(dfd,
 *     filename, 0) && sticky_protected_at(dfd, filename, 0)
 *   desc: No privilege helps.
 * error: ELOOP, last name is a symbolic link
 *   x-when: (flags & (O_NOFOLLOW | O_DIRECTORY | O_PATH)) == O_NOFOLLOW &&
 *     last_is_symlink_at(dfd, filename, 0)
 * error: EISDIR, directory opened for writing
 *   x-when: !(flags & (O_PATH | __O_TMPFILE)) && ((flags & O_ACCMODE) !=
 *     O_RDONLY || (flags & O_TRUNC)) && path_kind_at(dfd, filename, 0) ==
 *     FILE_DIRECTORY
 * error: EACCES, device on a file system mounted nodev
 *   x-when: !(flags & O_PATH) && path_mounted_nodev_at(dfd, filename, 0) &&
 *     (path_kind_at(dfd, filename, 0) == FILE_CHARACTER || path_kind_at(dfd,
 *     filename, 0) == FILE_BLOCK)
 * error: EROFS, file on a read-only file system
 *   x-when: !(flags & O_PATH) && path_kind_at(dfd, filename, 0) == FILE_REGULAR
 *     && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC)) &&
 *     path_mounted_read_only_at(dfd, filename, 0)
 *   x-order: any
 *   desc: Before EACCES where the file system is read-only, or with O_TRUNC;
 *     else, where only the mount is, after EPERM.
 * error: EPERM, immutable file
 *   x-when: !(flags & (O_PATH | __O_TMPFILE)) && path_immutable_at(dfd,
 *     filename, 0) && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC))
 * error: EACCES, permission denied
 *   x-when: !(flags & (O_PATH | __O_TMPFILE)) && path_kind_at(dfd, filename, 0)
 *     && ((flags & O_ACCMODE) != O_WRONLY && !may_read_at(dfd, filename, 0) ||
 *     ((flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC)) &&
 *     !may_write_at(dfd, filename, 0))
 * error: EPERM, append-only file opened without O_APPEND
 *   x-when: !(flags & (O_APPEND | O_PATH | __O_TMPFILE)) && (flags & O_ACCMODE)
 *     != O_RDONLY && path_append_only_at(dfd, filename, 0)
 * error: EPERM, append-only file with O_TRUNC
 *   x-when: (flags & (O_TRUNC | O_APPEND | O_PATH)) == (O_TRUNC | O_APPEND) &&
 *     path_append_only_at(dfd, filename, 0)
 * error: EPERM, not the owner
 *   x-when: (flags & (O_NOATIME | O_PATH | __O_TMPFILE)) == O_NOATIME &&
 *     path_kind_at(dfd, filename, 0) && !is_owner_at(dfd, filename, 0) &&
 *     !ns_capable(CAP_FOWNER)
 * error: ENXIO, socket
 *   x-when: !(flags & O_PATH) && path_kind_at(dfd, filename, 0) == FILE_SOCKET
 * error: EINVAL, FIFO with access mode 3
 *   x-when: (flags & (O_ACCMODE | O_PATH)) == O_ACCMODE && path_kind_at(dfd,
 *     filename, 0) == FILE_PIPE
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: For the other end of a FIFO, a slow device, or a lease.
 * error: ENXIO, FIFO that nobody reads
 *   condition: The file is one.
 *   x-needs: (flags & (O_ACCMODE | O_NONBLOCK | O_PATH)) == (O_WRONLY |
 *     O_NONBLOCK) && path_kind_at(dfd, filename, 0) == FILE_PIPE
 *   x-order: any
 * error: ENXIO, device without driver
 *   condition: No driver has the number of the device.
 *   x-needs: !(flags & O_PATH) && (path_kind_at(dfd, filename, 0) ==
 *     FILE_CHARACTER || path_kind_at(dfd, filename, 0) == FILE_BLOCK)
 *   x-order: any
 * error: ENODEV, no such device
 *   condition: The driver has it no more.
 *   x-order: any
 * error: ETXTBSY, program is running
 *   condition: The file is executed by some process.
 *   x-needs: !(flags & O_PATH) && path_kind_at(dfd, filename, 0) ==
 *     FILE_REGULAR && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC))
 *   x-order: any
 * error: EPERM, sealed against shrinking
 *   condition: A memory file with F_SEAL_SHRINK, opened through /proc.
 *   x-needs: (flags & (O_TRUNC | O_PATH)) == O_TRUNC && last_is_symlink_at(dfd,
 *     filename, 0)
 *   x-order: any
 * error: EPERM, device that the control group refuses
 *   condition: Its device controller does.
 *   x-needs: !(flags & O_PATH) && (path_kind_at(dfd, filename, 0) ==
 *     FILE_CHARACTER || path_kind_at(dfd, filename, 0) == FILE_BLOCK)
 *   x-order: any
 * error: EBUSY, block device in use
 *   condition: It is mounted, or claimed by another O_EXCL.
 *   x-order: any
 * error: EOPNOTSUPP, no nameless files
 *   condition: The file system has none.
 *   x-needs: (flags & (__O_TMPFILE | O_PATH)) == __O_TMPFILE
 *   x-order: any
 * error: EINVAL, no direct access
 *   condition: The file system has none. A file that O_CREAT made stays.
 *   x-needs: (flags & (O_DIRECT | O_PATH)) == O_DIRECT && (flags & O_ACCMODE)
 *     != O_ACCMODE
 *   x-order: any
 * error: EOVERFLOW, file too large
 *   condition: 2 GiB or more, and the caller is a 32-bit program.
 *   x-needs: !(flags & (O_LARGEFILE | O_PATH)) && path_kind_at(dfd, filename,
 *     0) == FILE_REGULAR
 *   x-order: any
 * error: EOVERFLOW, caller has no ID there
 *   condition: The file system cannot store the user or group of a new file.
 *   x-order: any
 * error: ENOSPC, no room for a new file
 *   condition: No inode or block is left.
 *   x-order: any
 * error: EDQUOT, quota used up
 *   condition: Of inodes or blocks.
 *   x-order: any
 * error: EWOULDBLOCK, lease held
 *   condition: Another process must give it up first, and is told to.
 *   x-needs: (flags & (O_NONBLOCK | O_PATH)) == O_NONBLOCK && path_kind_at(dfd,
 *     filename, 0) == FILE_REGULAR
 *   x-order: any
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 *
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd
 *   reversible: yes
 *   x-after: is_open(result) && result == old(lowest_free_fd())
 * side-effect: modify_state
 *   target: FD_CLOEXEC of the descriptor
 *   desc: execve closes it.
 *   reversible: yes
 *   x-when: flags & O_CLOEXEC
 *   x-after: close_on_exec(result)
 * side-effect: filesystem
 *   target: a new file with mode & ~umask
 *   desc: It stays when the call then fails.
 *   reversible: yes
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT && !path_kind_at(dfd,
 *     filename, 0)
 *   x-after: path_kind_at(dfd, filename, 0) == FILE_REGULAR
 * side-effect: filesystem | irreversible
 *   target: size of a regular file, which becomes 0
 *   desc: With O_RDONLY, too.
 *   x-when: (flags & (O_TRUNC | O_PATH)) == O_TRUNC && path_kind_at(dfd,
 *     filename, 0) == FILE_REGULAR
 *   x-after: file_size(result) == 0
 *
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
 *   x-when: (flags & (O_NOATIME | O_PATH)) == O_NOATIME
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 *
 * notes: Unknown bits are dropped in silence, so a program cannot learn from
 *   this call whether the kernel knows a flag; openat2 refuses them.
 */
SYSCALL_DEFINE4(openat, int, dfd, const char __user *, filename, int, flags,
		umode_t, mode)
