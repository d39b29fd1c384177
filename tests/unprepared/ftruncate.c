/**
 * sys_ftruncate - give an open file another length
 * @fd: the file, open for writing
 * @length: bytes that it has afterwards
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:regular
 *
 * param: length
 *   type: int, input
 *   constraint-type: range(0, LONG_MAX)
 *   cdesc: The file system has a limit of its own.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, negative length
 *   x-when: length < 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 *
 * error: EINVAL, no regular file that is open for writing
 *   x-when: (kind(fd) != FILE_REGULAR && kind(fd) != FILE_SECRETMEM && kind(fd) != FILE_PIDFD) ||
 *     !open_for_writing(fd)
 *   desc: Not EBADF, unlike in write. Inside, files of secret memory and of processes are regular.
 *
 * error: EINVAL, more than two gigabytes of a file that is not large
 *   x-when: !(status_flags(fd) & O_LARGEFILE) && length > INT_MAX
 *   desc: On 64-bit machines open always makes it large, but mq_open and pidfd_open do not.
 *
 * error: EPERM, file may only be appended to
 *   x-when: append_only(fd)
 *
 * error: EOPNOTSUPP, file of a process
 *   x-when: kind(fd) == FILE_PIDFD
 *   desc: Since 6.16.
 *
 * error: EINVAL, secret memory that has a length
 *   x-when: kind(fd) == FILE_SECRETMEM && file_size(fd) != 0
 *
 * error: EPERM, file that cannot be changed
 *   condition: The file was made immutable (FS_IMMUTABLE_FL) after it was opened, and its file
 *     system looks at that, as ext4 does and tmpfs does not.
 *   x-order: any
 *
 * error: EFBIG, over the limit of the process
 *   x-when: length > file_size(fd) && RLIMIT_FSIZE != RLIM_INFINITY && length > RLIMIT_FSIZE
 *
 * error: EFBIG, over the limit of the file system
 *   condition: length exceeds the size that a file can have on this file system.
 *
 * error: ETXTBSY, file is swapped to
 *   condition: The file is a swap file in use, and length does not exceed its length.
 *
 * error: EINVAL, part of a huge page
 *   condition: The file consists of huge pages, and length is no whole number of these.
 *
 * error: EPERM, sealed
 *   x-when: (sealed(fd, F_SEAL_SHRINK) && length < file_size(fd)) ||
 *     (sealed(fd, F_SEAL_GROW) && length > file_size(fd))
 *
 * error: ENOSPC, no room
 *   condition: The file system has no room for what it has to note down.
 *
 * error: EIO, disk fails
 *   condition: The file system cannot read or write its own data.
 *
 * signal: SIGXFSZ
 *   number: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   target: the calling thread
 *   condition: Together with EFBIG, over the limit of the process.
 *   timing: during
 *
 * side-effect: filesystem
 *   target: length of the file
 *   condition: The call succeeds.
 *   desc: What is added reads as zeros; what is cut off is lost.
 *   reversible: no
 *   x-after: file_size(fd) == length
 *
 * side-effect: filesystem
 *   target: position of the open file, which stays
 *   condition: The call succeeds.
 *   x-after: position(fd) == old(position(fd))
 */
SYSCALL_DEFINE2(ftruncate, unsigned int, fd, off_t, length)
