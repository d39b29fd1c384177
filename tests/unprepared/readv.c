/**
 * sys_readv - read into several places
 * @fd: what is read
 * @vec: the places
 * @vlen: how many, of which the kernel takes the low 32 bits
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *
 * param: vec
 *   type: user_ptr, input, user
 *   struct-type: struct iovec
 *   x-object: addr:mapped
 *
 * param: vlen
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, MAX_RW_COUNT
 *
 * error: EBADF, not open for reading
 *   x-when: !is_open(fd) || path_only(fd) || !open_for_reading(fd)
 *
 * error: EINVAL, too many places
 *   x-when: is_open(fd) && !path_only(fd) && open_for_reading(fd) &&
 *     (unsigned int)vlen > UIO_MAXIOV
 *
 * error: EFAULT, places not readable
 *   x-when: is_open(fd) && !path_only(fd) && open_for_reading(fd) &&
 *     (unsigned int)vlen > 0 && (unsigned int)vlen <= UIO_MAXIOV &&
 *     !readable(vec, (unsigned int)vlen * 16)
 *
 * error: EINVAL, length is negative
 *   x-when: is_open(fd) && !path_only(fd) && open_for_reading(fd) &&
 *     (unsigned int)vlen == 1 && (long)vec->iov_len < 0
 *
 * error: EINVAL, nothing to read
 *   condition: The file is of a kind that cannot be read, such as an epoll instance.
 *
 * error: EISDIR, directory
 *   x-when: kind(fd) == FILE_DIRECTORY && !path_only(fd) && (unsigned int)vlen == 1 &&
 *     (long)vec->iov_len > 0 && user_address(vec->iov_base, vec->iov_len)
 *
 * error: EAGAIN, nothing there
 *   condition: The file is a pipe or socket that was opened with O_NONBLOCK, and nothing is there.
 *
 * error: EFAULT, place not writable
 *   condition: A place lies outside of memory that the process may write.
 *
 * struct: iovec
 *   size: 16
 *   field: iov_base
 *     type: user_ptr, input
 *     type-name: void __user *
 *     offset: 0
 *     size: 8
 *   field: iov_len
 *     type: uint, input
 *     type-name: size_t
 *     offset: 8
 *     size: 8
 */
SYSCALL_DEFINE3(readv, unsigned long, fd, const struct iovec __user *, vec, unsigned long, vlen)
