/**
 * sys_open - open a file
 * @filename: its path
 * @flags: how
 * @mode: permissions of a file that is made
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
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
 * error: EINVAL, O_TMPFILE without O_DIRECTORY or for reading
 *   x-when: !(flags & O_PATH) && (flags & __O_TMPFILE) && ((flags &
 *     O_TMPFILE) != O_TMPFILE || (flags & O_ACCMODE) == O_RDONLY)
 *
 * error: EINVAL, O_CREAT with O_DIRECTORY
 *   x-when: !(flags & O_PATH) && (flags & (O_CREAT | O_DIRECTORY)) ==
 *     (O_CREAT | O_DIRECTORY)
 *   x-needs: Linux 6.4 or a stable kernel that took the change
 *
 * error: EINVAL, file without O_DIRECT
 *   condition: O_DIRECT, and the file system has none.
 *
 * error: EINVAL, name not allowed
 *   condition: The file system does not take the characters of a new name.
 *
 * error: EFAULT, path not readable
 *   condition: Not in readable memory.
 *   x-when: filename == 0 && !(flags & __O_TMPFILE) && !((flags & O_CREAT) &&
 *     (flags & O_DIRECTORY))
 *
 * error: ENAMETOOLONG, path or name too long
 *   condition: The path with its NUL exceeds PATH_MAX, or a name NAME_MAX.
 *
 * error: ENOENT, no such file
 *   condition: The path is empty, its file is missing and O_CREAT not set, a
 *     directory of it is missing, or a symbolic link in it leads nowhere.
 *
 * error: ENOTDIR, no directory
 *   condition: A name before the last is none, or the last with O_DIRECTORY.
 *
 * error: ELOOP, too many symbolic links
 *   condition: More than 40, or the last name is one and O_NOFOLLOW is set
 *     without O_PATH.
 *
 * error: EACCES, permission denied
 *   condition: To search a directory of the path, to open the file as asked,
 *     or to make it in its directory. In sticky directories
 *     fs.protected_regular and fs.protected_fifos forbid O_CREAT of others'
 *     files.
 *   x-unless: CAP_DAC_OVERRIDE
 *
 * error: EACCES, device on a file system mounted nodev
 *   condition: The file is a device.
 *
 * error: EEXIST, file is there
 *   condition: O_CREAT with O_EXCL, and the last name exists, as a symbolic
 *     link that leads nowhere too.
 *
 * error: EISDIR, directory
 *   condition: Opened for writing, or with O_CREAT, or the path ends in a
 *     slash and O_CREAT is set.
 *
 * error: EPERM, not the owner
 *   condition: O_NOATIME on a file of somebody else.
 *   x-unless: CAP_FOWNER
 *
 * error: EPERM, append-only file
 *   condition: Opened for writing without O_APPEND, or with O_TRUNC.
 *
 * error: EPERM, immutable file
 *   condition: Opened for writing.
 *
 * error: EPERM, file sealed
 *   condition: O_TRUNC of a sealed memory file through /proc.
 *
 * error: EROFS, file system read-only
 *   condition: Opened for writing, or to be made.
 *
 * error: ETXTBSY, program is running
 *   condition: Opened for writing.
 *
 * error: ENXIO, nobody reads the FIFO
 *   condition: O_WRONLY with O_NONBLOCK.
 *
 * error: ENXIO, nothing behind the file
 *   condition: A socket, or a device without driver.
 *
 * error: ENODEV, no such device
 *   condition: A device whose driver finds none.
 *
 * error: EBUSY, device in use
 *   condition: A block device opened with O_EXCL that is mounted or claimed.
 *
 * error: EOPNOTSUPP, no nameless files
 *   condition: O_TMPFILE, and the file system has none.
 *
 * error: EOVERFLOW, file too large
 *   condition: A 32-bit caller without O_LARGEFILE.
 *
 * error: EMFILE, too many descriptors
 *   condition: The process has RLIMIT_NOFILE of them. Comes before anything
 *     that the file could give.
 *
 * error: ENFILE, too many files
 *   condition: The system has fs.file-max of them.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: ENOMEM, no memory
 *   condition: The kernel has none to give, or a FIFO is over its user's
 *     limit.
 *
 * error: ENOSPC, no room for a new file
 *   condition: O_CREAT, and no inode or block is left.
 *
 * error: EDQUOT, quota used up
 *   condition: O_CREAT, and the quota of inodes or blocks is used.
 *
 * error: EWOULDBLOCK, lease held
 *   condition: O_NONBLOCK, and somebody holds a lease on the file.
 *
 * error: EINTR, signal handled while waiting
 *   condition: For the other end of a FIFO, a slow device, or a lease.
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
 *   condition: The call succeeds; it is closed by execve with O_CLOEXEC only.
 *   reversible: yes
 *
 * side-effect: filesystem
 *   target: a new file with mode & ~umask
 *   condition: O_CREAT and the file was missing. It stays there when the call
 *     then fails, with ENOMEM for example.
 *   reversible: yes
 *
 * side-effect: filesystem | irreversible
 *   target: size of the file, which becomes 0
 *   condition: O_TRUNC, a regular file, and the right to write it.
 *
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: files whatever their permission bits say
 *   without: EACCES
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: O_NOATIME on files of others
 *   without: EPERM
 *
 * notes: Unknown bits are dropped in silence, so a program cannot learn from
 *   this call whether the kernel knows a flag; openat2 refuses them.
 */
SYSCALL_DEFINE3(open, const char __user *, filename, int, flags, umode_t, mode)
