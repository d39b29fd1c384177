/**
 * sys_accept - take a connection that waits at a socket
 * @fd: the socket that listens
 * @upeer_sockaddr: where the address of the peer goes, or NULL
 * @upeer_addrlen: bytes there, and after the call those of the address
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: wanted = *upeer_addrlen;
 *   least = socket_family(fd) == AF_INET ? sizeof(struct sockaddr_in) :
 *     socket_family(fd) == AF_INET6 ? 28 : 2
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:socket-listening-ready
 * param: upeer_sockaddr
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   cdesc: What is longer is cut off, without an error.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: upeer_addrlen
 *   type: user_ptr, inout, user, optional
 *   constraint-type: user_ptr
 *   cdesc: Not looked at where upeer_sockaddr is NULL.
 *   size: sizeof(int)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *   desc: Whether anybody waits or not, and before the file is looked at.
 * error: ENOTSOCK, another kind of file
 *   x-when: kind(fd) != FILE_SOCKET
 * error: ENFILE, too many open files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: EOPNOTSUPP, socket without connections
 *   x-when: socket_type(fd) != SOCK_STREAM && socket_type(fd) != SOCK_SEQPACKET
 * error: EINVAL, does not listen
 *   x-when: !listening(fd)
 * error: EAGAIN, nobody waits
 *   x-when: !connection_waits(fd) && (status_flags(fd) & O_NONBLOCK)
 * error: EINVAL, nobody will come
 *   x-when: !connection_waits(fd) && (poll(fd) & POLLRDHUP) &&
 *     !(status_flags(fd) & O_NONBLOCK)
 *   desc: After shutdown of a local socket, where the call would wait.
 * error: EAGAIN, nobody came in time
 *   condition: SO_RCVTIMEO ends the wait.
 *   x-needs: !connection_waits(fd) && socket_timeout(fd, SO_RCVTIMEO) != 0 &&
 *     !(status_flags(fd) & O_NONBLOCK) && !(poll(fd) & POLLRDHUP)
 *   x-order: any
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Not with SA_RESTART, but for a socket with SO_RCVTIMEO.
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped() && socket_timeout(fd, SO_RCVTIMEO) != 0
 *   x-order: any
 *   desc: No handler has to run.
 * error: EFAULT, no length
 *   x-when: upeer_sockaddr && !readable(upeer_addrlen, sizeof(int))
 *   desc: The connection is lost here and at the next errors.
 * error: EINVAL, length is negative
 *   x-when: upeer_sockaddr && wanted < 0
 * error: EFAULT, address not writable
 *   x-when: upeer_sockaddr && wanted > 0 &&
 *     !writable(upeer_sockaddr, min(wanted, least))
 *   desc: Only bytes that the address has count.
 * error: EFAULT, length not writable
 *   x-when: upeer_sockaddr && !writable(upeer_addrlen, sizeof(int))
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: Only where the call has to wait.
 *   errno: EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 *
 * side-effect: resource_create
 *   target: a socket for the connection, under the lowest free number
 *   x-after: kind(result) == FILE_SOCKET && result == old(lowest_free_fd())
 *   desc: It waits and is inherited by execve, whatever fd does.
 *   reversible: yes
 * side-effect: modify_state
 *   target: upeer_addrlen, which becomes the length of the whole address
 *   x-when: upeer_sockaddr != 0
 *   x-after: *upeer_addrlen >= least
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 */
SYSCALL_DEFINE3(accept, int, fd, struct sockaddr __user *, upeer_sockaddr,
		int __user *, upeer_addrlen)
