/**
 * FIONREAD - tell how many bytes can be read at once
 * @fd: the file
 * @arg: where the number goes
 *
 * long-desc: Of a regular file what lies between position and end, as a number
 *   of 32 bits: it is cut for larger files, and negative past the end.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:readable
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: FIONREAD
 * ioctl-direction: read
 * ioctl-number: 0x541B
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
 * error: EINVAL, a socket that listens
 *   x-when: listening(fd)
 *
 * error: ENOTTY, the file does not say
 *   x-when: unknown_command(fd) == ENOTTY && !is_terminal(fd) &&
 *     kind(fd) != FILE_REGULAR && kind(fd) != FILE_NAMESPACE &&
 *     kind(fd) != FILE_PIPE && kind(fd) != FILE_INOTIFY &&
 *     kind(fd) != FILE_FANOTIFY && (kind(fd) != FILE_SOCKET ||
 *     socket_family(fd) == AF_NETLINK)
 *   desc: The file of a name space is a regular one, with a size of 0.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 *
 * side-effect: modify_state
 *   target: the number
 *   x-when: !is_terminal(fd)
 *   x-after: *arg == bytes_ready(fd) || *arg < 0 && bytes_ready(fd) == 0
 *   desc: A pipe or a socket may have more when the call returns.
 */
#define FIONREAD 0x541B
