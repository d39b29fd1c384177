/**
 * RNDRESEEDCRNG - seed the generator anew
 * @fd: /dev/random or /dev/urandom
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.17
 * subsystem: random
 * x-object: fd:random
 * x-errors: open
 * x-order: checked
 * x-where: random = device_number(fd) == 0x108 || device_number(fd) == 0x109
 * ioctl-cmd: RNDRESEEDCRNG
 * ioctl-direction: none
 * ioctl-number: _IO('R', 0x07)
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
 *   x-when: unknown_command(fd) == EINVAL && !random
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, neither /dev/random nor /dev/urandom
 *   x-when: unknown_command(fd) == ENOTTY
 *
 * error: EPERM, no privilege
 *   x-when: !CAP_SYS_ADMIN
 *
 * error: ENODATA, not ready
 *   condition: Too few bits were collected since the machine was started.
 *   x-order: any
 *
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: seeding the generator anew
 *   without: EPERM
 */
#define RNDRESEEDCRNG _IO('R', 0x07)
