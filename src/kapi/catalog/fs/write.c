/**
 * sys_write - write to a descriptor at its position
 * @fd: the descriptor
 * @buf: the bytes
 * @count: how many
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: regular = kind(fd) == FILE_REGULAR;
 *   socket = kind(fd) == FILE_SOCKET;
 *   local = socket && socket_family(fd) == AF_UNIX;
 *   broken = tcp_state(fd) > TCP_SYN_RECV && tcp_state(fd) != TCP_CLOSE_WAIT &&
 *     !(poll(fd) & POLLERR);
 *   nonblock = status_flags(fd) & O_NONBLOCK;
 *   place = (status_flags(fd) & O_APPEND) ? file_size(fd) : position(fd)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:writable
 * param: buf
 *   type: user_ptr, input, user
 *   size-param: 2
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: count
 *   type: uint, input
 *   constraint-type: range(0, MAX_RW_COUNT)
 *   cdesc: A range that leaves user space is refused, whatever the file takes.
 *   x-violation: clamp
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, MAX_RW_COUNT
 *   desc: How many bytes were written; fewer than given is no error.
 *
 * error: EBADF, not open for writing
 *   x-when: !is_open(fd) || !open_for_writing(fd)
 * error: EINVAL, file cannot be written
 *   x-when: kind(fd) == FILE_EPOLL || kind(fd) == FILE_TIMERFD || kind(fd) ==
 *     FILE_SIGNALFD || kind(fd) == FILE_PIDFD || kind(fd) == FILE_IO_URING ||
 *     kind(fd) == FILE_SECRETMEM || kind(fd) == FILE_PERF || huge_pages(fd) ||
 *     message_queue(fd)
 * error: EFAULT, bytes beyond user space
 *   x-when: !user_address(buf, count)
 *   desc: On 32-bit machines a count above SSIZE_MAX is EINVAL.
 * error: EOVERFLOW, end would be beyond the address space
 *   x-when: position(fd) < 0 && count >= -position(fd)
 * error: EINVAL, end would be beyond the largest position
 *   x-when: !process_memory(fd) && (loff_t)(position(fd) + count) < 0
 * error: EINVAL, not the size of a counter
 *   x-when: kind(fd) == FILE_EVENTFD && count != sizeof(u64)
 * error: EMSGSIZE, message too large
 *   x-when: socket && (socket_family(fd) == AF_INET && socket_type(fd) ==
 *     SOCK_DGRAM && count > U16_MAX - (connected(fd) ? 28 : 0) ||
 *     socket_family(fd) == AF_UNIX && (socket_type(fd) == SOCK_DGRAM ||
 *     socket_type(fd) == SOCK_SEQPACKET && connected(fd)) &&
 *     count > socket_option(fd, SO_SNDBUF) - 32)
 *   desc: A datagram of IPv4 with its headers, or more than the buffer takes.
 * error: EPIPE, nobody reads
 *   x-when: peer_closed(fd) && (kind(fd) == FILE_PIPE ? count : local)
 * error: EPIPE, stream without connection
 *   x-when: broken
 *   desc: As after shutdown(SHUT_WR). While one is made it is EAGAIN.
 * error: EPIPE, local socket shut down
 *   condition: One end for writing, or the other for reading.
 *   x-needs: local
 *   x-order: any
 * error: EDESTADDRREQ, socket without peer
 *   x-when: socket && socket_type(fd) != SOCK_STREAM && !connected(fd) &&
 *     (socket_family(fd) == AF_INET || socket_family(fd) == AF_INET6)
 * error: ENOTCONN, socket not connected
 *   x-when: local && !connected(fd)
 * error: ECONNREFUSED, peer of datagrams gone
 *   condition: It was closed, or an ICMP message said that nobody listens.
 *   x-needs: socket && socket_type(fd) == SOCK_DGRAM
 * error: ECONNRESET, connection reset
 *   condition: The peer did that; ECONNREFUSED and ETIMEDOUT come alike, once.
 *   x-needs: socket && (poll(fd) & POLLERR)
 * error: ETXTBSY, active swap file
 *   x-when: swap_file(fd)
 * error: EFBIG, file too large
 *   x-when: regular && open_for_writing(fd) && user_address(buf, count) &&
 *     (loff_t)(position(fd) + count) >= 0 && count && !process_memory(fd) &&
 *     !swap_file(fd) && place >= RLIMIT_FSIZE
 * error: EFBIG, beyond the largest position
 *   x-when: regular && count && !process_memory(fd) && place >=
 *     largest_position(fd)
 *   desc: Of the file system; ext4 has 16 TiB.
 * error: EPERM, file sealed
 *   x-when: count && sealed(fd, F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)
 *   x-order: any
 *   desc: In 6.12 after EFAULT.
 * error: EPERM, file sealed against growing
 *   x-when: count && sealed(fd, F_SEAL_GROW) && place + min(count, PAGE_SIZE -
 *     position(fd) % PAGE_SIZE) > file_size(fd)
 *   x-order: any
 *   desc: Looked at page by page: pages that are there are written.
 * error: EAGAIN, no room now
 *   x-when: nonblock && count && kind(fd) != FILE_EVENTFD && !(poll(fd) &
 *     (POLLOUT | POLLERR | POLLHUP))
 * error: EAGAIN, counter cannot take the sum
 *   condition: It would exceed ULLONG_MAX - 1.
 *   x-needs: kind(fd) == FILE_EVENTFD && nonblock
 * error: EFAULT, bytes not readable
 *   x-when: regular && count && !readable_bytes(buf, count) || (kind(fd) ==
 *     FILE_PIPE || socket || is_terminal(fd)) &&
 *     readable_bytes(buf, count) < min(count, PAGE_SIZE) ||
 *     kind(fd) == FILE_EVENTFD && !readable(buf, sizeof(u64))
 *   desc: Where bytes before the bad page could be taken, these are written.
 * error: EIO, nothing mapped at the position
 *   x-when: process_memory(fd) && count && !mapped(position(fd), 1)
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped() && socket_timeout(fd, SO_SNDTIMEO) != 0
 *   desc: No handler has to run. Other files go on waiting. SO_RCVTIMEO
 *     counts for read.
 * error: EINTR, signal handled before any byte
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Not with SA_RESTART, but for a socket with SO_SNDTIMEO.
 * error: ENOSPC, device full
 *   condition: No block is left.
 *   x-needs: regular || kind(fd) == FILE_CHARACTER
 * error: EDQUOT, quota used up
 *   condition: Of the user, the group or the project.
 *   x-needs: regular
 * error: EIO, writing failed
 *   condition: A device fails, or an earlier write back did.
 *   x-needs: kind(fd) == FILE_BLOCK
 * error: EINVAL, bytes refused
 *   condition: An eventfd takes no ULLONG_MAX, fanotify no answer to what it
 *     did not ask, a map of BPF nothing, and direct access is aligned.
 *   x-needs: kind(fd) == FILE_EVENTFD || kind(fd) == FILE_FANOTIFY || kind(fd)
 *     == FILE_BPF || kind(fd) == FILE_OTHER || regular &&
 *     (status_flags(fd) & O_DIRECT)
 *   x-order: any
 *
 * lock: file->f_pos_lock
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In fdget_pos(), where others may have the open file.
 *
 * signal: SIGPIPE
 *   direction: send
 *   action: terminate
 *   target: the calling thread
 *   x-when: open_for_writing(fd) && user_address(buf, count) && (broken ||
 *     peer_closed(fd) && (kind(fd) == FILE_PIPE ? count : local &&
 *     socket_type(fd) == SOCK_STREAM))
 * signal: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   target: the calling thread
 *   x-when: regular && open_for_writing(fd) && user_address(buf, count) &&
 *     (loff_t)(position(fd) + count) >= 0 && count && !process_memory(fd) &&
 *     !swap_file(fd) && place >= RLIMIT_FSIZE
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 * side-effect: file_position
 *   target: pos in /proc/self/fdinfo
 *   desc: With O_APPEND to the end of the file first.
 *   reversible: yes
 *   x-when: result > 0 && regular
 *   x-after: position(fd) == result + ((status_flags(fd) & O_APPEND) ?
 *     old(file_size(fd)) : old(position(fd)))
 * side-effect: filesystem
 *   target: size of the file
 *   desc: Content and times change, too, and without CAP_FSETID bits of mode.
 *   reversible: no
 *   x-when: result > 0 && regular && !process_memory(fd)
 *   x-after: file_size(fd) == max(old(file_size(fd)), position(fd))
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: keeping the set-user-ID and set-group-ID bits of the file
 *   without: They are taken away.
 * notes: Where read differs: EBADF, EFAULT, EAGAIN, EIO and EINVAL are about
 *   the other direction; EPIPE, EMSGSIZE, EDESTADDRREQ and
 *   ECONNREFUSED come of a peer, EFBIG, ETXTBSY, EPERM, ENOSPC and EDQUOT of a
 *   file that changes.
 */
SYSCALL_DEFINE3(write, unsigned int, fd, const char __user *, buf,
		size_t, count)
