/**
 * FWCTL_INFO - tell which device this is
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 6.15
 * device-type: character device /dev/fwctl/fwctlN
 * x-errors: open
 * ioctl-cmd: FWCTL_INFO
 * ioctl-direction: read_write
 * ioctl-number: _IO(FWCTL_TYPE, FWCTL_CMD_INFO)
 * ioctl-input-size: 24
 * ioctl-output-size: 24
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: ENOTTY, unknown command
 *   condition: Number or form of the command is not known.
 *
 * error: EFAULT, argument not accessible
 *   condition: The structure or a buffer it names.
 *
 * error: EINVAL, structure too small
 *   condition: size is below that of the first version.
 *
 * error: E2BIG, structure of a later version
 *   condition: size is larger than known, and a byte beyond is not zero.
 *
 * error: ENODEV, device gone
 *   condition: It was removed while the file was open.
 *
 * error: EOPNOTSUPP, unknown flag
 *   condition: flags is not 0.
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
 *     desc: Room for data of the driver; how much there is comes back.
 *   field: out_device_data
 *     type: user_ptr, input
 *     type-name: __aligned_u64
 *     offset: 16
 *     size: 8
 *     desc: Its address; what the driver does not fill becomes zero.
 */
#define FWCTL_INFO _IO(FWCTL_TYPE, FWCTL_CMD_INFO)
