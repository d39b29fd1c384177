/**
 * NS_MNT_GET_INFO - tell of a mount name space
 * @fd: a file below /proc/PID/ns
 * @arg: where it goes
 *
 * long-desc: The command holds the size that the caller knows; the kernel
 *   fills as much of it as it knows itself.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 6.12
 * subsystem: nsfs
 * x-object: fd:namespace-mount
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: NS_MNT_GET_INFO
 * ioctl-direction: read
 * ioctl-number: _IOR(0xb7, 10, struct mnt_ns_info)
 * ioctl-output-size: 16
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: struct mnt_ns_info __user *
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
 * error: ENOTTY, no name space
 *   x-when: unknown_command(fd) == ENOTTY && kind(fd) != FILE_NAMESPACE
 *
 * error: EINVAL, no mount name space
 *   x-when: namespace_type(fd) != CLONE_NEWNS
 *
 * error: EINVAL, null
 *   x-when: arg == 0
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct mnt_ns_info))
 *
 * struct: mnt_ns_info
 *   size: 16
 *   field: size
 *     type: uint, output
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: How many bytes were written.
 *   field: nr_mounts
 *     type: uint, output
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: The root mount is not counted.
 *   field: mnt_ns_id
 *     type: uint, output
 *     type-name: __u64
 *     offset: 8
 *     size: 8
 *     desc: As NS_GET_MNTNS_ID has it.
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: arg->size == sizeof(struct mnt_ns_info) && arg->nr_mounts &&
 *     arg->mnt_ns_id
 */
#define NS_MNT_GET_INFO _IOR(0xb7, 10, struct mnt_ns_info)
