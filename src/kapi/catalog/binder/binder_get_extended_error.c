/**
 * BINDER_GET_EXTENDED_ERROR - tell why the last call of the thread failed
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 5.19
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_GET_EXTENDED_ERROR
 * ioctl-direction: read
 * ioctl-number: _IOWR('b', 17, struct binder_extended_error)
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
 * struct: binder_extended_error
 *   size: 12
 *   field: id
 *     type: uint, output
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *     desc: Of the transaction.
 *   field: command
 *     type: uint, output
 *     type-name: __u32
 *     offset: 4
 *     size: 4
 *     desc: The answer that was given, such as BR_FAILED_REPLY.
 *   field: param
 *     type: int, output
 *     type-name: __s32
 *     offset: 8
 *     size: 4
 *     desc: A negative errno.
 *
 * side-effect: modify_state | irreversible
 *   target: the error that is remembered, which becomes none
 */
#define BINDER_GET_EXTENDED_ERROR _IOWR('b', 17, struct binder_extended_error)
