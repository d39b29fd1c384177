/**
 * FWCTL_INFO - tell which device this is
 * @fd: the device
 * @arg: what is asked, and room for the answer
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 6.15
 * device-type: character device /dev/fwctl/fwctlN
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: FWCTL_INFO
 * ioctl-direction: read_write
 * ioctl-number: _IO(FWCTL_TYPE, FWCTL_CMD_INFO)
 * ioctl-input-size: 24
 * ioctl-output-size: 24
 *
 * param: arg
 *   type: user_ptr, inout, user
 *   type-name: struct fwctl_info __user *
 *   constraint-type: user_ptr
 *   x-violation: reject(EFAULT)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd) || path_only(fd)
 *
 * error: ENOTTY, another file
 *   x-when: unknown_command(fd) == ENOTTY
 *
 * error: EFAULT, size not readable
 *   x-when: !readable(arg, sizeof(u32))
 *
 * error: EINVAL, structure too small
 *   x-when: arg->size < 24
 *   desc: There is no greatest size; bytes that are not known have to be 0.
 *
 * error: E2BIG, structure of a later version
 *   condition: A byte beyond what the kernel knows is not zero.
 *   x-needs: arg->size > 24
 *
 * error: EFAULT, structure not readable
 *   x-when: !readable(arg, arg->size)
 *   x-order: any
 *
 * error: ENODEV, device gone
 *   condition: It was removed while the file was open.
 *   x-order: any
 *
 * error: EOPNOTSUPP, unknown flag
 *   x-when: arg->flags != 0
 *
 * error: EFAULT, no room for the answer
 *   x-when: !writable(arg->out_device_data, arg->device_data_len)
 *   x-order: any
 *   desc: Where the driver has less, the rest is set to zero.
 *
 * error: EFAULT, structure not writable
 *   x-when: !writable(arg, 24)
 *   x-order: any
 *
 * struct: fwctl_info
 *   size: 24
 *   field: size
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     constraint-type: range(24, U32_MAX)
 *     x-violation: reject(EINVAL)
 *     desc: Of the structure, as the caller knows it.
 *   field: flags
 *     type: uint, input
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EOPNOTSUPP)
 *   field: out_device_type
 *     type: uint, output
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *     desc: One of FWCTL_DEVICE_TYPE_MLX5, FWCTL_DEVICE_TYPE_CXL,
 *       FWCTL_DEVICE_TYPE_PDS.
 *   field: device_data_len
 *     type: uint, inout
 *     type-name: __u32
 *     offset: 12
 *     size: 4
 *     desc: Room for data of the driver; how much there is comes back, and 0
 *       where there is no room.
 *   field: out_device_data
 *     type: user_ptr, input
 *     type-name: __aligned_u64
 *     offset: 16
 *     size: 8
 *     desc: Its address; what the driver does not fill becomes zero.
 */
#define FWCTL_INFO _IO(FWCTL_TYPE, FWCTL_CMD_INFO)
