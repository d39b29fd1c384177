/**
 * sys_shutdown - end one or both directions of a connection
 * @fd: the socket
 * @how: which
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   x-object: fd:socket-connected
 *   x-violation: reject(EBADF)
 *
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
 *
 * error: ENOTSOCK, no socket
 *   x-when: is_open(fd) && !path_only(fd) && kind(fd) != FILE_SOCKET
 *
 * error: EINVAL, unknown direction
 *   x-when: socket_family(fd) == AF_UNIX && (how < 0 || how > 2)
 *
 * error: ENOTCONN, not connected
 *   x-when: socket_family(fd) == AF_INET && socket_type(fd) == SOCK_STREAM && !connected(fd) &&
 *     !listening(fd) && how >= 0 && how <= 2
 */
SYSCALL_DEFINE2(shutdown, int, fd, int, how)
