/**
 * sys_write - write to a descriptor at its position
 * @fd: the descriptor
 * @buf: the bytes
 * @count: how many
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   constraint-type: range(0, INT_MAX)
 *   x-violation: reject(EBADF)
 *   x-object: fd:writable
 *
 * param: buf
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size-param: 2
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: count
 *   type: uint, input
 *   constraint-type: range(0, MAX_RW_COUNT)
 *   cdesc: Larger ones up to SSIZE_MAX are cut, beyond that refused.
 *   x-violation: clamp
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, MAX_RW_COUNT
 *   desc: How many bytes were written; fewer than given is no error.
 *
 * error: EBADF, not open for writing
 *   condition: Not open, opened with O_RDONLY or O_PATH. Checked first.
 *   x-when: fd > INT_MAX
 *
 * error: EINVAL, file cannot be written
 *   condition: An eventfd with count below 8, a timerfd, a file with O_DIRECT
 *     and odd address, size or position.
 *
 * error: EFAULT, count beyond user space
 *   x-when: fd <= INT_MAX && (long)count < 0
 *   x-unless: fd is not open for writing
 *   desc: With 32-bit registers EINVAL.
 *
 * error: EFAULT, bytes not readable
 *   condition: Outside user space at once; else when not one byte was taken.
 *
 * error: EAGAIN, no room now
 *   condition: O_NONBLOCK, and the write would wait.
 *
 * error: EINTR, signal handled before any byte
 *   condition: The write had to wait, and the handler lacks SA_RESTART.
 *
 * error: EPIPE, nobody reads
 *   condition: A pipe or socket without reader. SIGPIPE comes first.
 *
 * error: EFBIG, file too large
 *   condition: The position has reached RLIMIT_FSIZE, with SIGXFSZ, or the
 *     largest size of the file system.
 *
 * error: ENOSPC, device full
 *   condition: No block is left.
 *
 * error: EDQUOT, quota used up
 *   condition: Of the user, the group or the project.
 *
 * error: EPERM, file sealed
 *   condition: F_SEAL_WRITE, or F_SEAL_GROW and the file would grow.
 *
 * error: EIO, writing failed
 *   condition: A device fails, or an earlier write back did.
 *
 * error: EDESTADDRREQ, socket without peer
 *   condition: A datagram socket that is not connected.
 *
 * error: ENOTCONN, socket not connected
 *   condition: A socket of another kind.
 *
 * signal: SIGPIPE
 *   direction: send
 *   action: terminate
 *   target: the calling thread
 *   condition: A pipe or socket without reader.
 *   timing: before
 *
 * signal: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   target: the calling thread
 *   condition: The position has reached RLIMIT_FSIZE.
 *   timing: before
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *
 * side-effect: file_position
 *   target: pos in /proc/self/fdinfo
 *   condition: The file has a position and bytes were written.
 *   desc: Moves on by the result; with O_APPEND to the end of the file first.
 *   reversible: yes
 *
 * side-effect: filesystem
 *   target: content, size and times of the file
 *   condition: Bytes were written.
 *   desc: Set-user-ID and set-group-ID bits are cleared without CAP_FSETID.
 *   reversible: no
 */
SYSCALL_DEFINE3(write, unsigned int, fd, const char __user *, buf, size_t, count)
