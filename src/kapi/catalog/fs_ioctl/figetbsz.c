/**
 * FIGETBSZ - tell the block size of the file system of a file
 * @fd: any file
 * @arg: where the number goes
 *
 * long-desc: Pipes, sockets and descriptors without a name have a file system
 *   of their own, too.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: vfs
 * x-object: fd:any
 * x-errors: closed
 * x-order: checked
 * ioctl-cmd: FIGETBSZ
 * ioctl-direction: read
 * ioctl-number: _IO(0x00, 2)
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
 * error: EINVAL, a file system without blocks
 *   condition: The file system has stated no block size (s_blocksize), as one
 *     of a network may not until it is asked.
 *   x-order: any
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(int))
 */
#define FIGETBSZ _IO(0x00, 2)
