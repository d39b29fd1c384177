/**
 * sys_tee - copy what is in a pipe to another pipe
 * @fdin: the pipe that is read
 * @fdout: the pipe that gets it
 * @len: how many bytes at most
 * @flags: SPLICE_F_*
 *
 * contexts: process, sleepable
 * x-errors: open
 *
 * param: fdin
 *   type: fd, input
 *   x-object: fd:pipe-ready
 * param: fdout
 *   type: fd, input
 *   x-object: fd:pipe-end
 * param: len
 *   type: uint, input
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success: >= 0
 *
 * error: EINVAL, unknown flags
 *   condition: flags contains unknown bits.
 * error: EBADF, bad descriptors
 *   x-when: len != 0 && (!is_open(fdin) || !is_open(fdout) || path_only(fdin) || path_only(fdout))
 * error: EBADF, wrong modes
 *   x-when: len != 0 && (!open_for_reading(fdin) ||
 *     !open_for_writing(fdout))
 * error: EINVAL, no pipes
 *   condition: fdin or fdout does not refer to a pipe.
 * error: EINVAL, the same pipe
 *   condition: fdin and fdout refer to the same pipe.
 * error: EAGAIN, would block
 *   condition: SPLICE_F_NONBLOCK was specified in flags or one of the descriptors is marked as
 *     nonblocking, and the operation would block.
 * error: EPIPE, nobody reads
 *   condition: There is no reader of fdout.
 *
 * signal: SIGPIPE
 *   direction: send
 *   action: terminate
 *   condition: There is no reader of fdout.
 *
 * side-effect: none
 *   target: the pipe that is read keeps its bytes
 *   x-after: bytes_ready(fdin) == old(bytes_ready(fdin))
 */
SYSCALL_DEFINE4(tee, int, fdin, int, fdout, size_t, len, unsigned int, flags)
