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
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD is the current directory; not looked at for an absolute
 *     path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 *
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(ENOENT)
 *   x-object: path:existing
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC |
 *     O_APPEND | O_NONBLOCK | O_DSYNC | O_SYNC | FASYNC | O_DIRECT |
 *     O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC | O_PATH |
 *     O_TMPFILE)
 *   cdesc: With O_PATH only O_DIRECTORY, O_NOFOLLOW and O_CLOEXEC count.
 *   x-violation: mask-off
 *
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
 *   x-when: !(flags & O_PATH) && (flags & (O_CREAT | O_DIRECTORY)) ==
 *     (O_CREAT | O_DIRECTORY)
 *   desc: Since 6.4. Flags are checked before anything else.
 *
 * error: EINVAL, O_TMPFILE without its O_DIRECTORY
 *   x-when: !(flags & O_PATH) && (flags & __O_TMPFILE) && !(flags &
 *     O_DIRECTORY)
 *
 * error: EINVAL, O_TMPFILE for reading only
 *   x-when: !(flags & O_PATH) && (flags & __O_TMPFILE) && (flags &
 *     O_ACCMODE) == O_RDONLY
 *
 * error: EFAULT, path not readable
 *   condition: Not in readable memory. Checked after the flags.
 *   x-when: (filename == 0 || filename >= -PAGE_SIZE) && ((flags & O_PATH) ||
 *     ((flags & (O_CREAT | O_DIRECTORY)) != (O_CREAT | O_DIRECTORY) &&
 *     (!(flags & __O_TMPFILE) || ((flags & O_DIRECTORY) && (flags &
 *     O_ACCMODE) != O_RDONLY))))
 *
 * error: ENOENT, path is empty
 *   condition: It begins with NUL.
 *
 * error: ENAMETOOLONG, path too long
 *   condition: With its NUL it exceeds PATH_MAX.
 *
 * error: EMFILE, too many descriptors
 *   condition: No number below RLIMIT_NOFILE is free. Checked before the path
 *     is followed.
 *   x-when: RLIMIT_NOFILE == 0 && filename != 0 && filename < -PAGE_SIZE &&
 *     ((flags & O_PATH) ||
 *     ((flags & (O_CREAT | O_DIRECTORY)) != (O_CREAT | O_DIRECTORY) &&
 *     (!(flags & __O_TMPFILE) || ((flags & O_DIRECTORY) && (flags &
 *     O_ACCMODE) != O_RDONLY))))
 *
 * error: ENFILE, too many files
 *   condition: The system has fs.file-max of them.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: ENOMEM, no memory
 *   condition: For the path, the file, or the buffer of a FIFO.
 *
 * error: EBADF, dfd is not open
 *   condition: The path is relative, and dfd not AT_FDCWD.
 *   x-needs: dfd != AT_FDCWD
 *
 * error: ENOTDIR, dfd is no directory
 *   condition: The path is relative, and dfd another kind of file.
 *   x-needs: dfd >= 0
 *
 * error: EACCES, directory not searchable
 *   condition: One on the way lacks permission to execute.
 *   x-unless: CAP_DAC_OVERRIDE || CAP_DAC_READ_SEARCH
 *
 * error: ENOTDIR, no directory on the way
 *   condition: A name before the last leads to another kind of file.
 *
 * error: ENOENT, no such directory on the way
 *   condition: A name before the last leads nowhere.
 *
 * error: ENAMETOOLONG, name too long
 *   condition: One between two slashes exceeds what the file system takes,
 *     mostly NAME_MAX.
 *
 * error: ELOOP, too many symbolic links
 *   condition: More than 40 are followed.
 *
 * error: EISDIR, slash behind a name to be made
 *   condition: Whether the name exists or not.
 *   x-needs: (flags & (O_CREAT | O_PATH)) == O_CREAT
 *
 * error: EEXIST, file exists
 *   condition: A symbolic link that leads nowhere exists, too.
 *   x-needs: (flags & (O_CREAT | O_EXCL | O_PATH)) == (O_CREAT | O_EXCL)
 *
 * error: ENOENT, no such file
 *   condition: The last name, or what its symbolic link leads to, is missing.
 *   x-needs: (flags & O_PATH) || !(flags & O_CREAT)
 *
 * error: EISDIR, directory with O_CREAT
 *   condition: The file is one.
 *   x-needs: (flags & (O_CREAT | O_EXCL | O_PATH)) == O_CREAT
 *
 * error: EISDIR, directory opened for writing
 *   condition: The file is one.
 *   x-needs: !(flags & (O_PATH | __O_TMPFILE)) && ((flags & O_ACCMODE) !=
 *     O_RDONLY || (flags & O_TRUNC))
 *
 * error: ENOTDIR, file is no directory
 *   condition: Another kind of file, or a symbolic link with O_NOFOLLOW.
 *   x-needs: flags & O_DIRECTORY
 *
 * error: ENOTDIR, slash behind a file
 *   condition: The last name is followed by one and leads to no directory.
 *   x-needs: (flags & O_PATH) || !(flags & O_CREAT)
 *
 * error: ELOOP, last name is a symbolic link
 *   condition: Whatever it leads to.
 *   x-needs: (flags & (O_NOFOLLOW | O_DIRECTORY | O_PATH)) == O_NOFOLLOW &&
 *     (flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL)
 *
 * error: EACCES, file may not be made
 *   condition: Its directory lacks permission to write or to execute.
 *   x-needs: !(flags & O_PATH) && (flags & (O_CREAT | __O_TMPFILE))
 *   x-unless: CAP_DAC_OVERRIDE
 *
 * error: EACCES, file of another user in a sticky directory
 *   condition: A regular file or FIFO that fs.protected_regular or
 *     fs.protected_fifos protects, of neither the caller nor the owner of the
 *     directory. No privilege helps.
 *   x-needs: (flags & (O_CREAT | O_PATH)) == O_CREAT
 *
 * error: EACCES, permission denied
 *   condition: The file lacks permission to read or write as asked; O_TRUNC
 *     asks for writing.
 *   x-needs: !(flags & O_PATH)
 *   x-unless: CAP_DAC_OVERRIDE
 *
 * error: EACCES, device on a file system mounted nodev
 *   condition: The file is a device.
 *   x-needs: !(flags & O_PATH)
 *
 * error: EPERM, immutable file
 *   condition: The file has the attribute.
 *   x-needs: !(flags & O_PATH) && ((flags & O_ACCMODE) != O_RDONLY || (flags &
 *     O_TRUNC))
 *
 * error: EPERM, append-only file opened without O_APPEND
 *   condition: The file has the attribute.
 *   x-needs: (flags & O_ACCMODE) != O_RDONLY && !(flags & (O_APPEND | O_PATH))
 *
 * error: EPERM, append-only file with O_TRUNC
 *   condition: The file has the attribute.
 *   x-needs: (flags & (O_TRUNC | O_PATH)) == O_TRUNC
 *
 * error: EPERM, not the owner
 *   condition: The file belongs to somebody else.
 *   x-needs: (flags & (O_NOATIME | O_PATH)) == O_NOATIME
 *   x-unless: CAP_FOWNER
 *
 * error: EPERM, sealed against shrinking
 *   condition: A memory file with F_SEAL_SHRINK, opened through /proc.
 *   x-needs: (flags & (O_TRUNC | O_PATH)) == O_TRUNC
 *
 * error: EROFS, file on a read-only file system
 *   condition: A regular file there.
 *   x-needs: !(flags & O_PATH) && ((flags & O_ACCMODE) != O_RDONLY || (flags &
 *     O_TRUNC))
 *
 * error: EROFS, file to be made on a read-only file system
 *   condition: The name is missing there.
 *   x-needs: !(flags & O_PATH) && (flags & (O_CREAT | __O_TMPFILE))
 *
 * error: ETXTBSY, program is running
 *   condition: The file is executed by some process.
 *   x-needs: !(flags & O_PATH) && ((flags & O_ACCMODE) != O_RDONLY || (flags &
 *     O_TRUNC))
 *
 * error: ETXTBSY, swap file
 *   condition: Swapping to the file is on.
 *   x-needs: (flags & (O_TRUNC | O_PATH)) == O_TRUNC
 *
 * error: ENXIO, FIFO that nobody reads
 *   condition: The file is one.
 *   x-needs: (flags & (O_ACCMODE | O_NONBLOCK | O_PATH)) == (O_WRONLY |
 *     O_NONBLOCK)
 *
 * error: ENXIO, socket
 *   condition: The file is one.
 *   x-needs: !(flags & O_PATH)
 *
 * error: ENXIO, device without driver
 *   condition: No driver has the number of the device.
 *   x-needs: !(flags & O_PATH)
 *
 * error: ENODEV, no such device
 *   condition: The driver has it no more.
 *   x-needs: !(flags & O_PATH)
 *
 * error: EBUSY, block device in use
 *   condition: It is mounted, or claimed by another O_EXCL.
 *   x-needs: (flags & (O_EXCL | O_PATH)) == O_EXCL
 *
 * error: EOPNOTSUPP, no nameless files
 *   condition: The file system has none.
 *   x-needs: (flags & __O_TMPFILE) && !(flags & O_PATH)
 *
 * error: EINVAL, no direct access
 *   condition: The file system has none. A file that O_CREAT made stays.
 *   x-needs: (flags & (O_DIRECT | O_PATH)) == O_DIRECT
 *
 * error: EINVAL, name not allowed
 *   condition: The file system does not take its characters.
 *   x-needs: (flags & (O_CREAT | O_PATH)) == O_CREAT
 *
 * error: EOVERFLOW, file too large
 *   condition: 2 GiB or more, and the caller is a 32-bit program.
 *   x-needs: !(flags & (O_LARGEFILE | O_PATH))
 *
 * error: EOVERFLOW, caller has no ID there
 *   condition: The file system cannot store the user or group of a new file.
 *   x-needs: !(flags & O_PATH) && (flags & (O_CREAT | __O_TMPFILE))
 *
 * error: ENOSPC, no room for a new file
 *   condition: No inode or block is left.
 *   x-needs: !(flags & O_PATH) && (flags & (O_CREAT | __O_TMPFILE))
 *
 * error: EDQUOT, quota used up
 *   condition: Of inodes or blocks.
 *   x-needs: !(flags & O_PATH) && (flags & (O_CREAT | __O_TMPFILE))
 *
 * error: EWOULDBLOCK, lease held
 *   condition: Another process must give it up first, and is told to.
 *   x-needs: (flags & (O_NONBLOCK | O_PATH)) == O_NONBLOCK
 *
 * error: EINTR, signal handled while waiting
 *   condition: For the other end of a FIFO, a slow device, or a lease.
 *   x-needs: !(flags & O_PATH)
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *
 * side-effect: resource_create
 *   target: the lowest free number in /proc/self/fd
 *   condition: The call succeeds.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: FD_CLOEXEC of the descriptor
 *   condition: The call succeeds.
 *   desc: execve closes it.
 *   reversible: yes
 *   x-when: flags & O_CLOEXEC
 *
 * side-effect: filesystem
 *   target: a new file with mode & ~umask
 *   condition: The name was missing. The file stays when the call then fails.
 *   reversible: yes
 *   x-when: (flags & (O_CREAT | O_PATH)) == O_CREAT
 *
 * side-effect: filesystem | irreversible
 *   target: size of a regular file, which becomes 0
 *   condition: The call succeeds; with O_RDONLY, too.
 *   x-when: (flags & (O_TRUNC | O_PATH)) == O_TRUNC
 *
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: files whatever their permission bits say
 *   without: EACCES
 *
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories, and reading any file
 *   without: EACCES
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: O_NOATIME on files of others
 *   without: EPERM
 *   x-when: (flags & (O_NOATIME | O_PATH)) == O_NOATIME
 *
 * notes: Unknown bits are dropped in silence, so a program cannot learn from
 *   this call whether the kernel knows a flag; openat2 refuses them.
 */
SYSCALL_DEFINE4(openat, int, dfd, const char __user *, filename, int, flags,
		umode_t, mode)
