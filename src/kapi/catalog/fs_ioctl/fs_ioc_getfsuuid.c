/**
 * FS_IOC_GETFSUUID - tell the UUID of the file system of a file
 * @fd: any file of it
 * @arg: where the UUID goes
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 6.9
 * subsystem: vfs
 * x-object: fd:file
 * x-errors: open
 * x-order: checked
 * x-where: system = file_system(fd)
 * ioctl-cmd: FS_IOC_GETFSUUID
 * ioctl-direction: read
 * ioctl-number: _IOR(0x15, 0, struct fsuuid2)
 * ioctl-output-size: 17
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: struct fsuuid2 __user *
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
 * error: ENOTTY, a file system without UUID
 *   x-when: system == ANON_INODE_FS_MAGIC || system == PIPEFS_MAGIC ||
 *     system == SOCKFS_MAGIC || system == PROC_SUPER_MAGIC ||
 *     system == NSFS_MAGIC || system == DEVPTS_SUPER_MAGIC ||
 *     system == PID_FS_MAGIC || system == SECRETMEM_MAGIC ||
 *     huge_pages(fd) || message_queue(fd)
 *   desc: Of no device, and of each file that has no name. Others answer so,
 *     too.
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct fsuuid2))
 *
 * struct: fsuuid2
 *   size: 17
 *   field: len
 *     type: uint, output
 *     type-name: __u8
 *     offset: 0
 *     size: 1
 *     desc: How many bytes it has: 16, of FAT and the like 4.
 *   field: uuid
 *     type: array, output
 *     type-name: __u8
 *     offset: 1
 *     size: 16
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: arg->len > 0 && arg->len <= 16
 */
#define FS_IOC_GETFSUUID _IOR(0x15, 0, struct fsuuid2)
