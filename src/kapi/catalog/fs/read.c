/**
 * sys_read - read from a descriptor at its position
 * @fd: the descriptor
 * @buf: where the bytes go
 * @count: how many are wanted
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: sort = kind(fd); socket = sort == FILE_SOCKET;
 *   nonblock = status_flags(fd) & O_NONBLOCK; room = writable_bytes(buf, count)
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:readable
 * param: buf
 *   type: user_ptr, output, user
 *   size-param: 2
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: count
 *   type: uint, input
 *   constraint-type: range(0, MAX_RW_COUNT)
 *   x-violation: clamp
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, min(count, MAX_RW_COUNT)
 *   desc: How many bytes were read, 0 at the end. Fewer are no error.
 * error: EBADF, not open for reading
 *   x-when: !is_open(fd) || !open_for_reading(fd)
 * error: EINVAL, file cannot be read
 *   x-when: sort == FILE_EPOLL || sort == FILE_PIDFD || sort == FILE_IO_URING ||
 *     sort == FILE_SECRETMEM || sort == FILE_NAMESPACE
 * error: EFAULT, buffer beyond user space
 *   x-when: !user_address(buf, count)
 *   desc: On 32-bit machines a count above SSIZE_MAX is EINVAL.
 * error: EOVERFLOW, end would be beyond the address space
 *   x-when: position(fd) < 0 && count >= -position(fd)
 *   desc: In /proc/self/mem, whose positions are addresses.
 * error: EINVAL, end would be beyond the largest position
 *   x-when: !process_memory(fd) && (loff_t)(position(fd) + count) < 0
 * error: EBADFD, device that has no network interface
 *   x-when: device_number(fd) == 0xac8 && !network_interface(fd)
 * error: EISDIR, directory
 *   x-when: sort == FILE_DIRECTORY
 * error: EINVAL, no room for a counter
 *   x-when: (sort == FILE_EVENTFD || sort == FILE_TIMERFD) && count <
 *     sizeof(u64)
 * error: EINVAL, rule set of Landlock
 *   x-when: sort == FILE_LANDLOCK
 * error: EINVAL, no room for a signal
 *   x-when: sort == FILE_SIGNALFD && count < sizeof(struct signalfd_siginfo)
 * error: EINVAL, no room for an event
 *   x-when: sort == FILE_USERFAULTFD && count < sizeof(struct uffd_msg) ||
 *     bytes_ready(fd) && (sort == FILE_INOTIFY && count < sizeof(struct
 *     inotify_event) || sort == FILE_FANOTIFY && count <
 *     sizeof(struct fanotify_event_metadata))
 * error: EINVAL, no room for the name of an event
 *   condition: That follows, or with FAN_REPORT_FID the handle of its file.
 *   x-needs: sort == FILE_INOTIFY && count < bytes_ready(fd) ||
 *     sort == FILE_FANOTIFY && bytes_ready(fd)
 * error: EINVAL, local socket not connected
 *   x-when: socket && count && socket_family(fd) == AF_UNIX && socket_type(fd)
 *     == SOCK_STREAM && !connected(fd)
 * error: ENOTCONN, socket not connected
 *   x-when: count && (tcp_state(fd) == TCP_LISTEN || tcp_state(fd) == TCP_CLOSE
 *     && !(poll(fd) & POLLIN) || socket && socket_type(fd) == SOCK_SEQPACKET
 *     && !connected(fd))
 *   desc: After a connection has ended 0 is read, while one is made EAGAIN.
 * error: ENOTCONN, socket of a virtual machine without peer
 *   x-when: socket_family(fd) == AF_VSOCK && count && !connected(fd)
 * error: ECONNRESET, connection reset
 *   condition: The peer did that; ECONNREFUSED and ETIMEDOUT come alike, once.
 *   x-needs: socket && (poll(fd) & POLLERR)
 * error: EAGAIN, nothing there now
 *   x-when: nonblock && !message_queue(fd) && nothing_to_read(fd) && (count ||
 *     sort == FILE_INOTIFY || sort == FILE_FANOTIFY)
 *   desc: Of a FIFO without writers, or a terminal with VMIN and VTIME 0, no
 *     byte is read.
 * error: EAGAIN, nothing came in time
 *   condition: SO_RCVTIMEO ends the wait.
 *   x-needs: count && !nonblock && socket_timeout(fd, SO_RCVTIMEO) != 0
 *   x-order: any
 * error: EINTR, signal handled before any byte
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Not with SA_RESTART, but for a socket with SO_RCVTIMEO.
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped() && socket_timeout(fd, SO_RCVTIMEO) != 0
 *   desc: No handler has to run. SO_SNDTIMEO counts for write.
 * error: EIO, nothing mapped at the position
 *   x-when: process_memory(fd) && count && !mapped(position(fd), 1)
 * error: EIO, nobody has the other end of the pty
 *   x-when: is_terminal(fd) && count &&
 *     (poll(fd) & (POLLIN | POLLHUP)) == POLLHUP
 * error: EIO, reading failed
 *   condition: A device fails, or SIGTTIN does not stop a background process.
 *   x-needs: sort == FILE_BLOCK || controlling_terminal(fd) ||
 *     sort == FILE_CHARACTER && !is_terminal(fd)
 *   x-order: any
 * error: ESRCH, process that has ended
 *   condition: The file in /proc is about it.
 *   x-needs: file_system(fd) == PROC_SUPER_MAGIC
 * error: ECANCELED, clock was set
 *   condition: That of a timer with TFD_TIMER_CANCEL_ON_SET.
 *   x-needs: sort == FILE_TIMERFD
 * error: ENODATA, no message
 *   condition: The context of a mount that fsopen gives has said nothing.
 *   x-needs: sort == FILE_OTHER
 *   x-order: any
 * error: EINVAL, file not ready or access not aligned
 *   condition: A userfaultfd before UFFDIO_API, a map of BPF, unaligned bytes.
 *   x-needs: sort == FILE_USERFAULTFD || sort == FILE_BPF || sort == FILE_OTHER
 *     || sort == FILE_REGULAR && (status_flags(fd) & O_DIRECT)
 *   x-order: any
 * error: EFAULT, buffer not writable
 *   x-when: count && !room && bytes_ready(fd) || process_memory(fd) &&
 *     room < count && mapped(position(fd), room + 1)
 *   desc: Where some bytes of a file could be stored, fewer are read.
 * error: EFAULT, record not writable
 *   condition: The first one ends beyond what is writable.
 *   x-needs: sort != FILE_REGULAR && !writable(buf, count)
 *   x-order: any
 * lock: file->f_pos_lock
 *   type: mutex
 *   desc: In fdget_pos(), where others may have the open file.
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 * side-effect: file_position
 *   target: pos in /proc/self/fdinfo
 *   x-when: result > 0 && sort == FILE_REGULAR
 *   x-after: position(fd) == old(position(fd)) + result
 * side-effect: modify_state
 *   target: bytes at buf
 *   desc: Also bytes after the result may have been written.
 * notes: Where write differs: EBADF, EFAULT, EAGAIN and EIO are about the other
 *   direction, EINVAL about objects that take no bytes, ENOTCONN about local
 *   sockets alone; EISDIR, ESRCH, ECANCELED and ENODATA have no counterpart.
 *   pread64 gives ESPIPE for files without positions, and has neither EAGAIN,
 *   EINTR, ENOTCONN, ECONNRESET, ECANCELED, ENODATA, EBADFD nor EOVERFLOW, and
 *   fewer EINVAL, EFAULT and EIO; EBADF it has twice, and ESRCH it has, too.
 */
SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count)
