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
 *   x-when: kind(fd) != FILE_REGULAR || !open_for_writing(fd)
 *   desc: Not EBADF, unlike in write.
 *
 * error: EPERM, file may only be appended to
 *   x-when: append_only(fd)
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
