/**
 * BINDER_FREEZE - freeze or thaw the binder of a process
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
 * ioctl-cmd: BINDER_FREEZE
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 14, struct binder_freeze_info)
 * ioctl-input-size: 12
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
 * error: ENOMEM, no memory for the list
 *   x-when: out_of(memory)
 *   desc: Of the instances of the device that the process has open.
 *
 * error: EAGAIN, transactions pending
 *   condition: Some wait for an answer when the time is over, or at once where
 *     timeout_ms is 0.
 *   desc: That instance is thawed again, and later ones are left alone; those
 *     before it stay frozen.
 *
 * error: EINTR, signal while waiting
 *   condition: For transactions to end.
 *   desc: As for EAGAIN. A handler with SA_RESTART begins the call anew.
 *
 * struct: binder_freeze_info
 *   size: 12
 *   field: pid
 *     type: uint, input
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: As the first PID name space numbers it.
 *   field: enable
 *     type: uint, input
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: Anything but 0 freezes.
 *   field: timeout_ms
 *     type: uint, input
 *     type-name: __u32
 *     offset: 8
 *     size: 4
 *     desc: How long to wait for transactions, in milliseconds.
 *
 * state-trans: process
 *   from: running
 *   to: frozen
 *   condition: enable is not 0 and the call succeeds.
 *
 * state-trans: process
 *   from: frozen
 *   to: running
 *   condition: enable is 0, or freezing failed.
 *
 * side-effect: modify_state
 *   target: sync_recv and async_recv of BINDER_GET_FROZEN_INFO, which become 0
 *   reversible: no
 */
#define BINDER_FREEZE _IOW('b', 14, struct binder_freeze_info)
