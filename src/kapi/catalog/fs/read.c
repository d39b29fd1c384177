/**
 * sys_read - read from a descriptor at its position
 * @fd: the descriptor
 * @buf: where the bytes go
 * @count: how many are wanted
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   constraint-type: range(0, INT_MAX)
 *   x-violation: reject(EBADF)
 *   x-object: fd:readable
 *
 * param: buf
 *   type: user_ptr, output, user
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
 *   desc: How many bytes were read, 0 at the end of the file. Fewer than
 *     wanted is no error.
 *
 * error: EBADF, not open for reading
 *   condition: Not open, opened with O_WRONLY or O_PATH. Checked first.
 *   x-when: fd > INT_MAX
 *
 * error: EISDIR, directory
 *   condition: fd is one.
 *
 * error: EINVAL, file cannot be read
 *   condition: An epoll instance, an eventfd or timerfd with count below 8, a
 *     file with O_DIRECT and odd address, size or position.
 *
 * error: EFAULT, count beyond user space
 *   x-when: fd <= INT_MAX && (long)count < 0
 *   x-unless: fd is not open for reading
 *   desc: With 32-bit registers EINVAL.
 *
 * error: EFAULT, buffer not writable
 *   condition: Outside user space at once; else when not one byte was stored.
 *
 * error: EAGAIN, nothing there now
 *   condition: O_NONBLOCK, and the read would wait.
 *
 * error: EINTR, signal handled before any byte
 *   condition: The read had to wait, and the handler lacks SA_RESTART.
 *
 * error: EIO, reading failed
 *   condition: A device fails, or a background process reads its terminal and
 *     SIGTTIN does not stop it.
 *
 * error: EINVAL, end would be beyond the largest position
 *   condition: Position plus count exceeds LLONG_MAX.
 *
 * error: EOVERFLOW, end would be beyond the address space
 *   condition: Position plus count exceeds ULONG_MAX, in a file whose
 *     positions are addresses, such as /proc/self/mem.
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: After some bytes their number is returned instead.
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *
 * side-effect: file_position
 *   target: pos in /proc/self/fdinfo
 *   condition: The file has a position and bytes were read.
 *   desc: Moves on by the result.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: bytes at buf
 *   desc: Also bytes behind the result may have been written.
 *   reversible: no
 */
SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count)
