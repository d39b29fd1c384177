/**
 * sys_listen - let others connect to a socket
 * @fd: the socket
 * @backlog: how many may wait
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
 * param: backlog
 *   type: int, input
 *   constraint-type: range(INT_MIN, INT_MAX)
 *   cdesc: What exceeds net.core.somaxconn, or is negative, counts as that.
 *   x-violation: unspecified
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
 * error: EOPNOTSUPP, socket without connections
 *   x-when: socket_type(fd) != SOCK_STREAM && socket_type(fd) != SOCK_SEQPACKET
 * error: EINVAL, local socket without a name
 *   x-when: socket_family(fd) == AF_UNIX && !bound(fd)
 * error: EINVAL, local socket with a peer
 *   x-when: socket_family(fd) == AF_UNIX && connected(fd)
 * error: EINVAL, connection that is made or was
 *   x-when: tcp_state(fd) && tcp_state(fd) != TCP_LISTEN &&
 *     (tcp_state(fd) != TCP_CLOSE || (poll(fd) & POLLIN))
 *   desc: Also after it was reset.
 * error: EADDRINUSE, another socket listens there
 *   condition: An Internet socket has a port at which another one listens, and
 *     which it could share only while neither did (SO_REUSEADDR); or no port
 *     is left for one that has none.
 *   x-needs: tcp_state(fd) == TCP_CLOSE
 *
 * side-effect: modify_state
 *   target: whether others can connect
 *   x-when: !listening(fd)
 *   x-after: listening(fd)
 *   reversible: no
 * side-effect: resource_create
 *   target: port of an Internet socket that had none
 *   x-when: !bound(fd)
 *   x-after: bound(fd)
 *   reversible: no
 */
SYSCALL_DEFINE2(listen, int, fd, int, backlog)
