/**
 * TIOCOUTQ - tell how many bytes of output wait
 * @fd: a terminal or a socket
 * @arg: where the number goes
 *
 * long-desc: Of a TCP socket what is not acknowledged. For sockets the
 *   command is SIOCOUTQ, the same number.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tty
 * x-object: fd:terminal
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCOUTQ
 * ioctl-direction: read
 * ioctl-number: 0x5411
 * ioctl-output-size: 4
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: int __user *
 *   constraint-type: user_ptr
 *   x-violation: reject(EFAULT)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, a path only
 *   x-when: path_only(fd)
 *
 * error: EINVAL, the file answers so to what it does not know
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, neither a terminal nor a socket with a queue
 *   x-when: unknown_command(fd) == ENOTTY && !is_terminal(fd) && (kind(fd) !=
 *     FILE_SOCKET || socket_family(fd) == AF_NETLINK)
 *
 * error: EINVAL, a TCP socket that listens
 *   x-when: listening(fd) && socket_family(fd) == AF_INET
 *   desc: A local socket that listens has a queue of 0 bytes.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 */
#define TIOCOUTQ 0x5411
