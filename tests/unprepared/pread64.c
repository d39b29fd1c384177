/**
 * sys_pread64 - read from a file at a position
 * @fd: file descriptor to read from
 * @buf: buffer for the data
 * @count: size of the buffer
 * @pos: position in the file
 *
 * context-flags: KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE
 * x-errors: open
 *
 * param: fd
 *   type: KAPI_TYPE_FD
 *   flags: KAPI_PARAM_IN
 *   constraint: Must be open for reading and refer to a seekable file.
 * param: buf
 *   type: KAPI_TYPE_USER_PTR
 *   flags: KAPI_PARAM_OUT | KAPI_PARAM_USER
 *   size-param: 2
 * param: count
 *   type: KAPI_TYPE_UINT
 *   flags: KAPI_PARAM_IN
 * param: pos
 *   type: KAPI_TYPE_INT
 *   flags: KAPI_PARAM_IN
 *
 * return:
 *   type: KAPI_TYPE_INT
 *   check-type: KAPI_RETURN_RANGE
 *   success: >= 0
 *   desc: Number of bytes read; 0 at the end of the file.
 *
 * error: EBADF, Bad file descriptor
 *   desc: fd is not a valid file descriptor or is not open for reading.
 *
 * error: EFAULT, Bad address
 *   desc: buf is outside your accessible address space.
 *
 * error: EINVAL, Invalid argument
 *   desc: pos is negative.
 *
 * error: ESPIPE, Illegal seek
 *   desc: fd is associated with a pipe, FIFO or socket.
 *
 * error: EISDIR, Is a directory
 *   desc: fd refers to a directory.
 *
 * error: EINTR, Interrupted system call
 *   desc: The call was interrupted by a signal before any data was read.
 *
 * error: EIO, Input/output error
 *   desc: A low-level I/O error occurred while reading from the disk.
 */
SYSCALL_DEFINE4(pread64, unsigned int, fd, char __user *, buf, size_t, count, loff_t, pos)
