/**
 * NS_GET_NSTYPE - tell the sort of a name space
 * @fd: a file below /proc/PID/ns
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.11
 * subsystem: nsfs
 * x-object: fd:name-space
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: NS_GET_NSTYPE
 * ioctl-direction: none
 * ioctl-number: _IO(0xb7, 3)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: namespace_type(fd)
 *   desc: CLONE_NEWNET and so on.
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
 * error: ENOTTY, no name space
 *   x-when: unknown_command(fd) == ENOTTY && kind(fd) != FILE_NAMESPACE
 */
#define NS_GET_NSTYPE _IO(0xb7, 3)
