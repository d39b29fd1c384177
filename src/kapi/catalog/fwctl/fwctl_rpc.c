/**
 * FWCTL_RPC - run a call in the firmware of the device
 * @fd: the device
 * @arg: the call, and room for its answer
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 6.15
 * device-type: character device /dev/fwctl/fwctlN
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: FWCTL_RPC
 * ioctl-direction: read_write
 * ioctl-number: _IO(FWCTL_TYPE, FWCTL_CMD_RPC)
 * ioctl-input-size: 32
 * ioctl-output-size: 32
 *
 * param: arg
 *   type: user_ptr, inout, user
 *   type-name: struct fwctl_rpc __user *
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
 *   x-when: arg->size < 32
 *   desc: There is no greatest size; bytes that are not known have to be 0.
 *
 * error: E2BIG, structure of a later version
 *   condition: A byte beyond what the kernel knows is not zero.
 *   x-needs: arg->size > 32
 *
 * error: EFAULT, structure not readable
 *   x-when: !readable(arg, arg->size)
 *   x-order: any
 *
 * error: ENODEV, device gone
 *   condition: It was removed while the file was open.
 *   x-order: any
 *
 * error: EMSGSIZE, message too long
 *   x-when: arg->in_len > 2 << 20 || arg->out_len > 2 << 20
 *
 * error: EOPNOTSUPP, unknown scope
 *   x-when: arg->scope > FWCTL_RPC_DEBUG_WRITE_FULL
 *
 * error: EPERM, writing everything
 *   x-when: arg->scope == FWCTL_RPC_DEBUG_WRITE_FULL && !CAP_SYS_RAWIO
 *
 * error: ENOMEM, no memory for the message
 *   x-when: out_of(memory)
 *
 * error: EFAULT, message not readable
 *   x-when: !readable(arg->in, arg->in_len)
 *
 * error: EBADMSG, refused by the driver
 *   condition: The message does not fit the scope; drivers have other errnos
 *     too.
 *   x-order: any
 *
 * error: EFAULT, no room for the answer
 *   x-when: !writable(arg->out, arg->out_len)
 *   x-order: any
 *   desc: Only bytes that the answer has count.
 *
 * error: EFAULT, structure not writable
 *   x-when: !writable(arg, 32)
 *   x-order: any
 *   desc: The firmware has run the call all the same, as with the EFAULT before.
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
 *   x-when: arg->scope == FWCTL_RPC_DEBUG_WRITE_FULL
 */
#define FWCTL_RPC _IO(FWCTL_TYPE, FWCTL_CMD_RPC)
