/**
 * BINDER_GET_FROZEN_INFO - tell what a frozen process was sent
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 5.13
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_GET_FROZEN_INFO
 * ioctl-direction: read_write
 * ioctl-number: _IOWR('b', 15, struct binder_frozen_status_info)
 * ioctl-input-size: 12
 * ioctl-output-size: 12
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
 * error: EINVAL, no such process
 *   condition: No process with this ID has the device open.
 *
 * struct: binder_frozen_status_info
 *   size: 12
 *   field: pid
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: As the first PID name space numbers it.
 *   field: sync_recv
 *     type: uint, output
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     constraint-type: mask(3)
 *     x-violation: unspecified
 *     desc: Bit 0: one that waits for its answer came while it was frozen, bit
 *       1: some are pending now.
 *   field: async_recv
 *     type: uint, output
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *     constraint-type: mask(1)
 *     x-violation: unspecified
 *     desc: Whether a one-way one came while it was frozen.
 */
#define BINDER_GET_FROZEN_INFO _IOWR('b', 15, struct binder_frozen_status_info)
