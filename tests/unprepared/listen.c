/**
 * sys_listen - let others connect to a socket
 * @fd: the socket
 * @backlog: how many may wait
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:socket
 *
 * param: backlog
 *   type: int, input
 *   cdesc: Every number is accepted; what exceeds net.core.somaxconn, or is negative, counts as
 *     that.
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 *
 * error: ENOTSOCK, another kind of file
 *   x-when: kind(fd) != FILE_SOCKET
 *
 * error: EOPNOTSUPP, socket without connections
 *   x-when: (socket_family(fd) == AF_UNIX || socket_family(fd) == AF_INET ||
 *     socket_family(fd) == AF_INET6) && socket_type(fd) != SOCK_STREAM &&
 *     socket_type(fd) != SOCK_SEQPACKET
 *
 * error: EINVAL, local socket without a name
 *   x-when: socket_family(fd) == AF_UNIX && !bound(fd)
 *
 * error: EINVAL, connected
 *   x-when: (socket_family(fd) == AF_UNIX || socket_family(fd) == AF_INET ||
 *     socket_family(fd) == AF_INET6) && connected(fd)
 *
 * error: EADDRINUSE, another socket listens there
 *   condition: An Internet socket whose port another one listens at, which it could share only
 *     while neither listened (SO_REUSEADDR); or no port is left for one that has none.
 *
 * side-effect: modify_state
 *   target: whether others can connect
 *   condition: The call succeeds.
 *   reversible: no
 *   x-after: listening(fd)
 *
 * side-effect: resource_create
 *   target: port of an Internet socket that had none
 *   condition: The call succeeds.
 *   reversible: no
 *   x-when: socket_family(fd) == AF_INET
 *   x-after: bound(fd)
 *
 * state-trans: socket
 *   from: new or bound
 *   to: listening
 *   condition: The call succeeds, and it was not listening.
 *   x-when: !listening(fd)
 *   x-after: listening(fd)
 */
SYSCALL_DEFINE2(listen, int, fd, int, backlog)
