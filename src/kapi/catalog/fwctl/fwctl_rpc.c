/**
 * FWCTL_RPC - run a call in the firmware of the device
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 6.15
 * device-type: character device /dev/fwctl/fwctlN
 * x-errors: open
 * ioctl-cmd: FWCTL_RPC
 * ioctl-direction: read_write
 * ioctl-number: _IO(FWCTL_TYPE, FWCTL_CMD_RPC)
 * ioctl-input-size: 32
 * ioctl-output-size: 32
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
 * error: EMSGSIZE, message too long
 *   condition: in_len or out_len exceeds 2 MiB.
 *
 * error: EOPNOTSUPP, unknown scope
 *   condition: scope is none of the four.
 *
 * error: EPERM, writing everything
 *   condition: FWCTL_RPC_DEBUG_WRITE_FULL without the privilege.
 *   x-unless: CAP_SYS_RAWIO
 *
 * error: ENOMEM, no memory for the message
 *   condition: The kernel has none to give.
 *
 * error: EBADMSG, refused by the driver
 *   condition: The message does not fit the scope; drivers have other errnos
 *     too.
 *
 * struct: fwctl_rpc
 *   size: 32
 *   field: size
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     constraint-type: range(32, U32_MAX)
 *     x-violation: reject(EINVAL)
 *     desc: Of the structure, as the caller knows it.
 *   field: scope
 *     type: uint, input
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     constraint-type: range(FWCTL_RPC_CONFIGURATION,
 *       FWCTL_RPC_DEBUG_WRITE_FULL)
 *     x-violation: reject(EOPNOTSUPP)
 *   field: in_len
 *     type: uint, input
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *     constraint-type: range(0, 0x200000)
 *     x-violation: reject(EMSGSIZE)
 *   field: out_len
 *     type: uint, inout
 *     type-name: __u32
 *     offset: 12
 *     size: 4
 *     constraint-type: range(0, 0x200000)
 *     x-violation: reject(EMSGSIZE)
 *     desc: Room for the answer; its true length comes back.
 *   field: in
 *     type: user_ptr, input
 *     type-name: __aligned_u64
 *     offset: 16
 *     size: 8
 *     desc: Address of the message.
 *   field: out
 *     type: user_ptr, input
 *     type-name: __aligned_u64
 *     offset: 24
 *     size: 8
 *     desc: Address for the answer.
 *
 * side-effect: hardware
 *   target: firmware of the device
 *   condition: As the scope says: FWCTL_RPC_DEBUG_READ_ONLY changes nothing.
 *   reversible: no
 *
 * side-effect: modify_state
 *   target: the taint of the kernel, /proc/sys/kernel/tainted
 *   condition: scope is FWCTL_RPC_DEBUG_WRITE or FWCTL_RPC_DEBUG_WRITE_FULL,
 *     allowed, and the first of its kind.
 *   reversible: no
 *
 * capability: CAP_SYS_RAWIO
 *   type: perform_operation
 *   allows: FWCTL_RPC_DEBUG_WRITE_FULL
 *   without: EPERM
 */
#define FWCTL_RPC _IO(FWCTL_TYPE, FWCTL_CMD_RPC)
