/**
 * sys_fadvise64 - say how a file will be used
 * @fd: the file
 * @offset: where the range begins
 * @len: its length, or 0 for all that follows
 * @advice: POSIX_FADV_*
 *
 * contexts: process, sleepable
 * x-errors: closed
 *
 * param: fd
 *   type: fd, input
 * param: offset
 *   type: int, input
 * param: len
 *   type: uint, input
 * param: advice
 *   type: int, input
 *   constraint-type: enum(0, 1, 2, 3, 4, 5)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, bad file descriptor
 *   desc: The fd argument was not a valid file descriptor.
 * error: EINVAL, invalid advice
 *   desc: An invalid value was specified for advice.
 * error: EINVAL, negative length
 *   desc: len is negative.
 * error: ESPIPE, pipe
 *   desc: The specified file descriptor refers to a pipe or FIFO.
 */
SYSCALL_DEFINE4(fadvise64, int, fd, loff_t, offset, size_t, len, int, advice)
