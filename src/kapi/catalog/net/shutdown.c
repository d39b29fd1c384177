/**
 * sys_shutdown - end one or both directions of a connection
 * @fd: the socket
 * @how: which
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:socket
 * param: how
 *   type: int, input
 *   constraint-type: enum(SHUT_RD, SHUT_WR, SHUT_RDWR)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: ENOTSOCK, another kind of file
 *   x-when: kind(fd) != FILE_SOCKET
 * error: EOPNOTSUPP, socket that has no directions
 *   x-when: socket_family(fd) == AF_NETLINK || socket_family(fd) == AF_PACKET
 * error: EOPNOTSUPP, socket of AF_XDP
 *   x-when: socket_family(fd) == AF_XDP
 * error: EINVAL, unknown direction
 *   x-when: how < SHUT_RD || how > SHUT_RDWR
 * error: ENOTCONN, stream without connection
 *   x-when: tcp_state(fd) == TCP_CLOSE
 *   desc: One that listens stops to do so; a local one needs no peer.
 * error: ENOTCONN, stream of a virtual machine without peer
 *   x-when: socket_family(fd) == AF_VSOCK && socket_type(fd) != SOCK_DGRAM &&
 *     !connected(fd)
 * error: ENOTCONN, Internet datagrams without peer
 *   x-when: (socket_type(fd) == SOCK_DGRAM || socket_type(fd) == SOCK_RAW) &&
 *     (socket_family(fd) == AF_INET || socket_family(fd) == AF_INET6) &&
 *     !connected(fd)
 *
 * side-effect: network
 *   target: the direction to read
 *   x-when: (!errno || errno == ENOTCONN) && how != SHUT_WR && !listening(fd)
 *   x-after: (poll(fd) & POLLRDHUP) || old(tcp_state(fd)) == TCP_SYN_SENT
 *   desc: Where there is no peer, too; who waits is woken. A connection that is
 *     being made is given up instead, and may be made anew.
 *   reversible: no
 * side-effect: network
 *   target: the direction to write
 *   x-when: how != SHUT_RD && tcp_state(fd) == TCP_ESTABLISHED
 *   x-after: old(tcp_state(fd)) == TCP_ESTABLISHED && tcp_state(fd) != TCP_ESTABLISHED
 *   desc: The peer reads the end, and writing gives EPIPE; of a local stream, too.
 *   reversible: no
 * side-effect: network
 *   target: both directions
 *   x-when: how == SHUT_RDWR && !listening(fd)
 *   x-after: poll(fd) & POLLHUP
 *   reversible: no
 * side-effect: modify_state
 *   target: whether others can connect
 *   x-when: tcp_state(fd) == TCP_LISTEN && how != SHUT_WR
 *   x-after: !listening(fd)
 *   desc: A local socket goes on listening, and refuses.
 *   reversible: yes
 */
SYSCALL_DEFINE2(shutdown, int, fd, int, how)
