/**
 * sys_fcntl - do something with a descriptor or its open file
 * @fd: the descriptor
 * @cmd: what to do
 * @arg: depends on that
 *
 * long-desc: Locks, leases, owners and hints are left out here.
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *
 * param: cmd
 *   type: uint, input
 *   cdesc: Files of some kinds have commands of their own.
 *
 * param: arg
 *   type: uint, input
 *   cdesc: Often only its low 32 bits count.
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, INT_MAX
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, opened with O_PATH
 *   x-when: path_only(fd) && cmd != F_DUPFD && cmd != F_DUPFD_CLOEXEC && cmd != F_DUPFD_QUERY &&
 *     cmd != F_CREATED_QUERY && cmd != F_GETFD && cmd != F_SETFD && cmd != F_GETFL
 *
 * error: EINVAL, unknown command
 *   x-when: (cmd > F_GETSIG && cmd < F_SETOWN_EX) || (cmd > F_GETOWNER_UIDS && cmd < F_OFD_GETLK) ||
 *     (cmd > F_OFD_SETLKW && cmd < F_SETLEASE) || cmd == 1029 || cmd > F_SET_RW_HINT
 *   desc: As of 6.18.
 *
 * variant: cmd == F_DUPFD, make another descriptor
 *   return:
 *     type: fd
 *     check-type: fd
 *     success: >= 0
 *   error: EINVAL, number not allowed
 *     x-when: (unsigned int)arg >= RLIMIT_NOFILE
 *   error: EMFILE, no number left
 *     condition: From arg on, all numbers below RLIMIT_NOFILE are taken.
 *   side-effect: resource_create
 *     target: another descriptor of the open file
 *     reversible: yes
 *     x-after: same_file(fd, result) && !close_on_exec(result) && result >= (unsigned int)arg
 *
 * variant: cmd == F_DUPFD_CLOEXEC, make another descriptor that execve closes
 *   return:
 *     type: fd
 *     check-type: fd
 *     success: >= 0
 *   error: EINVAL, number for execve not allowed
 *     x-when: (unsigned int)arg >= RLIMIT_NOFILE
 *   error: EMFILE, no number for execve left
 *     condition: From arg on, all numbers below RLIMIT_NOFILE are taken.
 *   side-effect: resource_create
 *     target: another descriptor of the open file, which execve closes
 *     reversible: yes
 *     x-after: same_file(fd, result) && close_on_exec(result) && result >= (unsigned int)arg
 *
 * variant: cmd == F_GETFD, whether execve closes it
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: 0, FD_CLOEXEC
 *
 * variant: cmd == F_SETFD, say whether execve closes it
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   side-effect: modify_state
 *     target: whether execve closes the descriptor
 *     reversible: yes
 *     x-after: close_on_exec(fd) == ((arg & FD_CLOEXEC) != 0)
 *
 * variant: cmd == F_SETFL, change flags of the open file
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EPERM, file may only be appended to
 *     x-when: ((arg ^ status_flags(fd)) & O_APPEND) && append_only(fd)
 *   error: EPERM, times of the file of another
 *     condition: O_NOATIME is set anew, and the file does not belong to the caller, who has no
 *       CAP_FOWNER.
 *   error: EINVAL, file without direct access
 *     condition: O_DIRECT is set, fd is no pipe, and its file system or driver has no such access.
 *   side-effect: modify_state
 *     target: whether calls wait, and whether writing appends
 *     reversible: yes
 *     x-after: (status_flags(fd) & (O_APPEND | O_NONBLOCK)) == (arg & (O_APPEND | O_NONBLOCK))
 *   side-effect: modify_state
 *     target: access mode, which stays
 *     x-after: (status_flags(fd) & O_ACCMODE) == old(status_flags(fd) & O_ACCMODE)
 *
 * variant: cmd == F_SETPIPE_SZ, give a pipe another capacity
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: PAGE_SIZE, 1UL << 31
 *     desc: The capacity, a power of two that is not less than arg.
 *   error: EBADF, no pipe
 *     x-when: kind(fd) != FILE_PIPE
 *   error: EINVAL, capacity too large
 *     x-when: (unsigned int)arg > 1U << 31
 *   error: EPERM, over the limit of a pipe
 *     x-when: (unsigned int)arg > pipe_capacity(fd) &&
 *       (unsigned int)arg > sysctl("fs.pipe-max-size") && !CAP_SYS_RESOURCE
 *   error: EPERM, over the limit of the user
 *     condition: The capacity grows, the pipes of the user then exceed fs.pipe-user-pages-soft or
 *       fs.pipe-user-pages-hard, and the caller has neither CAP_SYS_RESOURCE nor CAP_SYS_ADMIN.
 *   error: ENOMEM, no memory for the table
 *     condition: The capacity is more than the kernel can describe in one piece of memory.
 *   error: EBUSY, data do not fit
 *     condition: The pipe holds more pages than the new capacity has.
 *   side-effect: modify_state
 *     target: capacity of the pipe
 *     reversible: yes
 *     x-after: pipe_capacity(fd) == result && result >= (unsigned int)arg
 *   capability: CAP_SYS_RESOURCE
 *     type: bypass_check
 *     allows: more than fs.pipe-max-size
 *     without: EPERM.
 *     x-when: (unsigned int)arg > pipe_capacity(fd) &&
 *       (unsigned int)arg > sysctl("fs.pipe-max-size")
 *
 * variant: cmd == F_GETPIPE_SZ, the capacity of a pipe
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: PAGE_SIZE, 1UL << 31
 *   error: EBADF, nothing with a capacity
 *     x-when: kind(fd) != FILE_PIPE
 *
 * variant: cmd == F_ADD_SEALS, forbid changes of a file in memory
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EPERM, not open for writing
 *     x-when: !open_for_writing(fd)
 *   error: EINVAL, unknown seal
 *     x-when: (unsigned int)arg & ~(F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE |
 *       F_SEAL_FUTURE_WRITE | F_SEAL_EXEC)
 *   error: EINVAL, nothing that has seals
 *     x-when: kind(fd) != FILE_REGULAR
 *   error: EINVAL, file system without seals
 *     condition: The file is neither in tmpfs nor in hugetlbfs.
 *   error: EPERM, seals are sealed
 *     x-when: sealed(fd, F_SEAL_SEAL)
 *   error: EBUSY, somebody can write
 *     condition: arg has F_SEAL_WRITE, the file does not have it yet, and a shared mapping of it
 *       may be written.
 *   side-effect: modify_state
 *     target: whether the file can grow
 *     reversible: no
 *     x-when: arg & F_SEAL_GROW
 *     x-after: sealed(fd, F_SEAL_GROW)
 *   side-effect: modify_state
 *     target: whether the file can shrink
 *     reversible: no
 *     x-when: arg & F_SEAL_SHRINK
 *     x-after: sealed(fd, F_SEAL_SHRINK)
 *   side-effect: modify_state
 *     target: whether seals can be added
 *     reversible: no
 *     x-when: arg & F_SEAL_SEAL
 *     x-after: sealed(fd, F_SEAL_SEAL)
 *
 * variant: cmd == F_GET_SEALS, which changes are forbidden
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: 0, 0x3f
 *   error: EINVAL, nothing that could be sealed
 *     x-when: kind(fd) != FILE_REGULAR
 *   error: EINVAL, file system that knows no seals
 *     condition: The file is neither in tmpfs nor in hugetlbfs.
 *
 * variant: (cmd >= F_GETLK && cmd <= F_GETSIG) || (cmd >= F_SETOWN_EX && cmd <= F_GETOWNER_UIDS) ||
 *     (cmd >= F_OFD_GETLK && cmd <= F_OFD_SETLKW) || (cmd >= F_SETLEASE && cmd <= F_CREATED_QUERY) ||
 *     cmd == F_GET_RW_HINT || cmd == F_SET_RW_HINT, what is left out here
 *   error: EINVAL, argument of a command that is left out
 *     condition: arg is none that the command takes, or fd none that it works with.
 *   error: EFAULT, memory of a command that is left out
 *     condition: What arg points to cannot be read or written.
 *   error: EBADF, lock that the access mode does not allow
 *     condition: A read lock needs a file that is open for reading, a write lock one for writing.
 *   error: EBADF, nothing to compare with
 *     condition: cmd is F_DUPFD_QUERY, and arg is not open.
 *   error: EAGAIN, taken by another
 *     condition: Another process has a lock or a lease there, or has the file open.
 *   error: EACCES, lease of the file of another
 *     condition: cmd is F_SETLEASE, and the file does not belong to the caller, who has no CAP_LEASE.
 *   error: EDEADLK, locks in a circle
 *     condition: To wait for the lock would be to wait without limit.
 *   error: EINTR, signal handled while waiting
 *     condition: A lock was waited for.
 *   error: ENOLCK, no memory for a lock
 *     condition: The kernel or the server of the file system has no room for more locks.
 *   error: ENOTDIR, no directory to watch
 *     condition: cmd is F_NOTIFY, and fd is no directory.
 *   error: EPERM, hint for the file of another
 *     condition: cmd is F_SET_RW_HINT, and the file does not belong to the caller, who has no
 *       CAP_FOWNER.
 *   error: ESRCH, no such owner
 *     condition: arg names a process or group that does not exist.
 *   error: EOVERFLOW, lock past the end of numbers
 *     condition: A lock cannot be described in the structure.
 */
SYSCALL_DEFINE3(fcntl, unsigned int, fd, unsigned int, cmd, unsigned long, arg)
