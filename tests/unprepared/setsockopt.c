/**
 * sys_setsockopt - set an option of a socket
 * @fd: the socket
 * @level: SOL_SOCKET or a protocol
 * @optname: the option
 * @optval: its value
 * @optlen: size of the value
 *
 * contexts: process, sleepable
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   x-object: fd:socket
 * param: level
 *   type: int, input
 * param: optname
 *   type: int, input
 * param: optval
 *   type: user_ptr, input, user
 *   size-param: optlen
 * param: optlen
 *   type: int, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, negative size
 *   x-when: optlen < 0 && kind(fd) == FILE_SOCKET
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: ENOTSOCK, no socket
 *   x-when: is_open(fd) && !path_only(fd) && kind(fd) != FILE_SOCKET
 *
 * variant: level == SOL_SOCKET && optname == SO_SNDBUF, size of the buffer for sending
 *   error: EINVAL, size of the buffer too short
 *     x-when: optlen >= 0 && optlen < 4 && kind(fd) == FILE_SOCKET
 *   error: EFAULT, size of the buffer not readable
 *     x-when: optlen >= 4 && kind(fd) == FILE_SOCKET && !readable(optval, 4)
 *
 * variant: level == SOL_SOCKET && optname == SO_PRIORITY, priority of packets
 *   error: EINVAL, priority too short
 *     x-when: optlen >= 0 && optlen < 4 && kind(fd) == FILE_SOCKET
 *   error: EFAULT, priority not readable
 *     x-when: optlen >= 4 && kind(fd) == FILE_SOCKET && !readable(optval, 4)
 *   error: EPERM, priority not allowed
 *     condition: The value is not between 0 and 6 and the caller has neither CAP_NET_ADMIN nor
 *       CAP_NET_RAW.
 *
 * variant: level == SOL_SOCKET && optname == SO_TYPE, what only can be read
 *   error: EINVAL, type too short
 *     x-when: optlen >= 0 && optlen < 4 && kind(fd) == FILE_SOCKET
 *   error: EFAULT, type not readable
 *     x-when: optlen >= 4 && kind(fd) == FILE_SOCKET && !readable(optval, 4)
 *   error: ENOPROTOOPT, cannot be set
 *     x-when: optlen >= 4 && kind(fd) == FILE_SOCKET && readable(optval, 4)
 */
SYSCALL_DEFINE5(setsockopt, int, fd, int, level, int, optname, char __user *, optval, int, optlen)
