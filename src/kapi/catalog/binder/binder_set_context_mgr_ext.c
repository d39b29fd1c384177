/**
 * BINDER_SET_CONTEXT_MGR_EXT - become the manager of the context, with flags
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 5.0
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_SET_CONTEXT_MGR_EXT
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 13, struct flat_binder_object)
 * ioctl-input-size: 24
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
 * error: EINVAL, argument not accessible
 *   desc: Here EINVAL, not EFAULT.
 *
 * error: EBUSY, there is a manager
 *   condition: Any process of the context is it.
 *
 * error: EACCES, forbidden by policy
 *   condition: A security module refuses.
 *
 * error: EPERM, not the user of the first manager
 *   condition: A manager of another effective user ID was there before.
 *
 * error: ENOMEM, no memory for the node
 *   x-when: out_of(memory)
 *
 * struct: flat_binder_object
 *   size: 24
 *   field: hdr
 *     type: struct, input
 *     type-name: struct binder_object_header
 *     offset: 0
 *     size: 4
 *     desc: Not looked at.
 *   field: flags
 *     type: uint, input
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: Priority and whether descriptors or security contexts are taken.
 *   field: binder
 *     type: uint, input
 *     type-name: binder_uintptr_t
 *     offset: 8
 *     size: 8
 *     desc: Identifies the manager; comes back with each transaction to it.
 *   field: cookie
 *     type: uint, input
 *     type-name: binder_uintptr_t
 *     offset: 16
 *     size: 8
 *     desc: Comes back with each transaction, too.
 *
 * state-trans: context
 *   from: without manager
 *   to: managed by the caller
 *   condition: The call succeeds.
 */
#define BINDER_SET_CONTEXT_MGR_EXT _IOW('b', 13, struct flat_binder_object)
