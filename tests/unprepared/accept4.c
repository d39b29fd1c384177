/**
 * sys_accept4 - accept a connection on a socket
 * @fd: the socket that listens
 * @upeer_sockaddr: where the address of the peer goes, or NULL
 * @upeer_addrlen: size of that place, and of the address
 * @flags: how the new descriptor is made
 *
 * contexts: process, sleepable
 * since-version: 2.6.28
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 * param: upeer_sockaddr
 *   type: user_ptr, output, user, optional
 * param: upeer_addrlen
 *   type: user_ptr, inout, user, optional
 *   size: 4
 * param: flags
 *   type: int, input
 *   constraint-type: mask(SOCK_CLOEXEC | SOCK_NONBLOCK)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, closed or for paths only
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENOTSOCK, no socket
 *   x-when: is_open(fd) && !path_only(fd) && kind(fd) != FILE_SOCKET
 * error: EOPNOTSUPP, datagrams know no connections
 *   x-when: kind(fd) == FILE_SOCKET && (socket_type(fd) == SOCK_DGRAM ||
 *     socket_type(fd) == SOCK_RAW)
 * error: EINVAL, does not listen
 *   x-when: kind(fd) == FILE_SOCKET && (socket_type(fd) == SOCK_STREAM ||
 *     socket_type(fd) == SOCK_SEQPACKET) && !listening(fd)
 * error: EAGAIN, nobody waits
 *   x-when: listening(fd) && (status_flags(fd) & O_NONBLOCK) && !(poll(fd) & POLLIN)
 * error: EINTR, signal handled
 *   x-when: signal_handled()
 *   x-order: any
 *
 * side-effect: resource_create
 *   target: a socket
 *   x-after: kind(result) == FILE_SOCKET && result == old(lowest_free_fd()) &&
 *     close_on_exec(result) == ((flags & SOCK_CLOEXEC) != 0)
 */
SYSCALL_DEFINE4(accept4, int, fd, struct sockaddr __user *, upeer_sockaddr,
		int __user *, upeer_addrlen, int, flags)
