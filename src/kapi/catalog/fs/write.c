/**
 * sys_write - write to a descriptor at its position
 * @fd: the descriptor
 * @buf: the bytes
 * @count: how many
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: tcp = tcp_state(fd); nonblock = status_flags(fd) & O_NONBLOCK;
 *   place = (status_flags(fd) & O_APPEND) ? file_size(fd) : position(fd);
 *   now = poll(fd); got = readable_bytes(buf, count); fs = file_system(fd);
 *   sort = kind(fd); full = count && !(now & (POLLOUT | POLLERR | POLLHUP));
 *   beyond = (loff_t)(position(fd) + count) < 0; socket = sort == FILE_SOCKET;
 *   kept = sort == FILE_REGULAR && fs != PROC_SUPER_MAGIC && fs != SYSFS_MAGIC;
 *   broken = tcp > TCP_SYN_RECV && tcp != TCP_CLOSE_WAIT && !(now & POLLERR);
 *   pipe = sort == FILE_PIPE; af = socket_family(fd); type = socket_type(fd);
 *   dgram = socket && type == SOCK_DGRAM; local = socket && af == AF_UNIX;
 *   unread = peer_closed(fd) && (pipe ? count : local); linked = connected(fd);
 *   able = open_for_writing(fd) && user_address(buf, count)
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
 *   x-violation: clamp
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, min(count, MAX_RW_COUNT)
 * error: EBADF, not open for writing
 *   x-when: !is_open(fd) || !open_for_writing(fd)
 * error: EINVAL, file cannot be written
 *   x-when: sort == FILE_EPOLL || sort == FILE_TIMERFD || sort == FILE_SIGNALFD
 *     || sort == FILE_PIDFD || sort == FILE_IO_URING || sort == FILE_SECRETMEM
 *     || sort == FILE_PERF || huge_pages(fd) || message_queue(fd)
 * error: EFAULT, bytes beyond user space
 *   x-when: !user_address(buf, count)
 * error: EOVERFLOW, end would be beyond the address space
 *   x-when: position(fd) < 0 && count >= -position(fd)
 * error: EINVAL, end would be beyond the largest position
 *   x-when: !process_memory(fd) && beyond
 * error: EBADFD, device that has no network interface
 *   x-when: device_number(fd) == 0xac8 && !network_interface(fd)
 * error: EINVAL, not the size of a counter, or a rule set of Landlock
 *   x-when: sort == FILE_EVENTFD && count != 8 || sort == FILE_LANDLOCK
 * error: EMSGSIZE, message too large
 *   x-when: dgram && (af == AF_INET && count > U16_MAX - (linked ? 28 : 0) ||
 *     af == AF_INET6 && linked && count > U16_MAX - 8) || local && (dgram ||
 *     linked && type == SOCK_SEQPACKET) &&
 *     count > socket_option(fd, SO_SNDBUF) - 32
 * error: EPIPE, nobody reads
 *   x-when: unread
 * error: EPIPE, stream without connection
 *   x-when: broken
 * error: EPIPE, local socket shut down
 *   condition: One end for writing, or the other for reading.
 *   x-needs: local
 * error: EDESTADDRREQ, socket without peer
 *   x-when: socket && type != SOCK_STREAM && !linked &&
 *     (af == AF_INET || af == AF_INET6)
 * error: ENOTCONN, socket not connected
 *   x-when: local && !linked && (!dgram || got >= count)
 * error: ECONNREFUSED, peer of datagrams gone
 *   condition: Closed, or an ICMP message said that nobody listens.
 *   x-needs: dgram
 * error: ECONNRESET, connection reset
 *   condition: The peer did that; ECONNREFUSED and ETIMEDOUT come alike, once.
 *   x-needs: socket && (now & POLLERR)
 * error: ETXTBSY, active swap file
 *   x-when: swap_file(fd)
 * error: EFBIG, file too large, or beyond the largest position
 *   x-when: kept && count && place >= min(RLIMIT_FSIZE, largest_position(fd))
 * error: EPERM, file sealed
 *   x-when: count && (sealed(fd, F_SEAL_WRITE | F_SEAL_FUTURE_WRITE) ||
 *     sealed(fd, F_SEAL_GROW) && place + min(count, PAGE_SIZE - position(fd) %
 *     PAGE_SIZE) > file_size(fd))
 *   x-order: any
 * error: EIO, terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 * error: EAGAIN, no room now
 *   x-when: full && nonblock && pipe && !(count % PAGE_SIZE)
 * error: EAGAIN, no room now in the last page of a pipe, or in another file
 *   condition: Some may be left where poll() says no. SO_SNDTIMEO counts, too.
 *   x-needs: (nonblock || socket_timeout(fd, SO_SNDTIMEO) != 0) && (sort ==
 *     FILE_EVENTFD || full && !(pipe && !(count % PAGE_SIZE)))
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped() && socket_timeout(fd, SO_SNDTIMEO) != 0
 * error: EFAULT, bytes not readable
 *   x-when: sort == FILE_REGULAR && count && !got || sort == FILE_EVENTFD &&
 *     !readable(buf, 8) || (socket || pipe || is_terminal(fd) ||
 *     process_memory(fd)) && got < min(count, PAGE_SIZE) || got < count &&
 *     (dgram || process_memory(fd) && mapped(position(fd), got + 1 - PAGE_SIZE))
 * error: EIO, nothing mapped at the position
 *   x-when: process_memory(fd) && count && !mapped(position(fd), 1)
 * error: EINTR, signal handled before any byte
 *   x-when: signal_handled()
 *   x-order: any
 * error: ENOSPC, device full
 *   condition: No block is left.
 *   x-needs: kept || sort == FILE_CHARACTER
 * error: EDQUOT, quota used up
 *   condition: Of the user, the group or the project.
 *   x-needs: kept
 * error: EIO, writing failed
 *   condition: A device or earlier write back fails, or TOSTOP forbids it.
 *   x-needs: sort == FILE_BLOCK || controlling_terminal(fd)
 * error: EINVAL, bytes refused
 *   condition: ULLONG_MAX, an answer not asked for, BPF maps, unaligned bytes.
 *   x-needs: sort == FILE_EVENTFD || sort == FILE_FANOTIFY || sort == FILE_BPF
 *     || sort == FILE_OTHER || kept && (status_flags(fd) & O_DIRECT)
 *   x-order: any
 * lock: file->f_pos_lock
 *   type: mutex
 *   desc: In fdget_pos(), where others may have the open file.
 * signal: SIGPIPE
 *   direction: send
 *   action: terminate
 *   x-when: able && (broken || unread && (!local || type == SOCK_STREAM))
 * signal: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   x-when: able && !beyond && kept && count && place >= RLIMIT_FSIZE
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: -EINTR
 *   restartable: yes
 *   x-when: signal_handled()
 * side-effect: file_position | filesystem
 *   target: pos in /proc/self/fdinfo, and the size of the file
 *   x-when: result > 0 && kept
 *   x-after: position(fd) == result + old(place) &&
 *     file_size(fd) == max(old(file_size(fd)), position(fd))
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: keeping the set-user-ID and set-group-ID bits of the file
 *   without: They are taken away.
 * notes: Where read differs: EBADF, EFAULT, EAGAIN, EIO, EINVAL are of its
 *   direction; EPIPE, EMSGSIZE, EDESTADDRREQ, ECONNREFUSED of a peer; EFBIG,
 *   ETXTBSY, EPERM, ENOSPC, EDQUOT, CAP_FSETID of a file that changes.
 */
SYSCALL_DEFINE3(write, unsigned int, fd, const char __user *, buf, size_t, count)
