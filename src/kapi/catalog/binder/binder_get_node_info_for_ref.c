/**
 * BINDER_GET_NODE_INFO_FOR_REF - count the references to a node
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 4.20
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_GET_NODE_INFO_FOR_REF
 * ioctl-direction: read_write
 * ioctl-number: _IOWR('b', 12, struct binder_node_info_for_ref)
 * ioctl-input-size: 24
 * ioctl-output-size: 24
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINTR, signal while stopped
 *   condition: The driver was told to stop at user errors and a signal
 *     arrives.
 *
 * error: ENOMEM, no memory for the thread
 *   x-when: out_of(memory)
 *   desc: At the first call of a thread.
 *
 * error: EFAULT, argument not accessible
 *   condition: Not in memory that can be read, or written for a result.
 *
 * error: EINVAL, more than the handle given
 *   condition: Another member is not zero. Checked first.
 *
 * error: EPERM, not the manager
 *   condition: The caller does not manage the context.
 *
 * error: EINVAL, no such reference
 *   condition: The process has no strong reference under the handle; a weak one
 *     is not enough.
 *
 * struct: binder_node_info_for_ref
 *   size: 24
 *   field: handle
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *   field: strong_count
 *     type: uint, inout
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   field: weak_count
 *     type: uint, inout
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   field: reserved1
 *     type: uint, input
 *     type-name: __u32
 *     offset: 12
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   field: reserved2
 *     type: uint, input
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   field: reserved3
 *     type: uint, input
 *     type-name: __u32
 *     offset: 20
 *     size: 4
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 */
#define BINDER_GET_NODE_INFO_FOR_REF _IOWR('b', 12, struct binder_node_info_for_ref)
