/**
 * BINDER_GET_NODE_DEBUG_INFO - step through the nodes of the process
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 4.14
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_GET_NODE_DEBUG_INFO
 * ioctl-direction: read_write
 * ioctl-number: _IOWR('b', 11, struct binder_node_debug_info)
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
 * struct: binder_node_debug_info
 *   size: 24
 *   field: ptr
 *     type: uint, inout
 *     type-name: binder_uintptr_t
 *     offset: 0
 *     size: 8
 *     desc: The next node after this address; 0 begins, and 0 comes back at
 *       the end.
 *   field: cookie
 *     type: uint, output
 *     type-name: binder_uintptr_t
 *     offset: 8
 *     size: 8
 *   field: has_strong_ref
 *     type: uint, output
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *   field: has_weak_ref
 *     type: uint, output
 *     type-name: __u32
 *     offset: 20
 *     size: 4
 */
#define BINDER_GET_NODE_DEBUG_INFO _IOWR('b', 11, struct binder_node_debug_info)
