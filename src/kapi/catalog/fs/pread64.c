/**
 * sys_pread64 - read from a file at a given position
 * @fd: the descriptor
 * @buf: where the bytes go
 * @count: how many are wanted
 * @pos: where they are in the file
 *
 * long-desc: The position of the open file is neither used nor changed.
 *
 * contexts: process, sleepable
 * since-version: 2.1.60
 * x-errors: open
 * x-order: checked
 * x-where: nowhere = kind(fd) == FILE_PIPE || kind(fd) == FILE_SOCKET ||
 *     kind(fd) == FILE_SECRETMEM || file_system(fd) == ANON_INODE_FS_MAGIC ||
 *     kind(fd) == FILE_CHARACTER && !seekable(fd);
 *   room = writable_bytes(buf, count)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 * param: buf
 *   type: user_ptr, output, user
 *   size-param: 2
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: count
 *   type: uint, input
 *   constraint-type: range(0, MAX_RW_COUNT)
 *   cdesc: A range that leaves user space is refused, whatever the file holds.
 *   x-violation: clamp
 * param: pos
 *   type: int, input
 *   constraint-type: range(0, LONG_MAX)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, min(count, MAX_RW_COUNT)
 *   desc: How many bytes were read, 0 at the end of the file. Fewer than
 *     wanted is no error.
 *
 * error: EINVAL, negative position
 *   x-when: pos < 0
 *   desc: Also of /proc/self/mem, whose positions are addresses.
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: ESPIPE, file without positions
 *   x-when: nowhere
 *   desc: A pipe, a socket, a terminal or what has no name, such as an eventfd,
 *     which lseek() lets pass.
 * error: EBADF, not open for reading
 *   x-when: !open_for_reading(fd)
 * error: EINVAL, file cannot be read
 *   x-when: kind(fd) == FILE_PIDFD || kind(fd) == FILE_NAMESPACE
 * error: EFAULT, buffer beyond user space
 *   x-when: !user_address(buf, count)
 *   desc: On 32-bit machines a count above SSIZE_MAX is EINVAL.
 * error: EINVAL, end would be beyond the largest position
 *   x-when: !process_memory(fd) && (loff_t)(pos + count) < 0
 * error: EISDIR, directory
 *   x-when: kind(fd) == FILE_DIRECTORY
 * error: EIO, nothing mapped at the position
 *   x-when: process_memory(fd) && count && !mapped(pos, 1)
 * error: EFAULT, buffer not writable
 *   x-when: kind(fd) == FILE_REGULAR && count && !room && pos < file_size(fd) ||
 *     process_memory(fd) && room < count && mapped(pos, room + 1)
 *   desc: Where some bytes of a file could be stored, fewer are read.
 *
 * side-effect: modify_state
 *   target: bytes at buf
 *   desc: Also bytes after the result may have been written.
 *   reversible: no
 *
 * notes: Where read differs: it has no ESPIPE, and EBADF in one place; EINVAL,
 *   EOVERFLOW, ENOTCONN, ECONNRESET, EAGAIN, EINTR and ENODATA are of files
 *   without positions. What a device or direct access gives (EIO, EINVAL,
 *   EBADFD) is not listed here.
 */
SYSCALL_DEFINE4(pread64, unsigned int, fd, char __user *, buf,
			size_t, count, loff_t, pos)
