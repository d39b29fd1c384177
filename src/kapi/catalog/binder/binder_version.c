/**
 * BINDER_VERSION - tell the version of the protocol
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 3.19
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_VERSION
 * ioctl-direction: read
 * ioctl-number: _IOWR('b', 9, struct binder_version)
 * ioctl-output-size: 4
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
 * struct: binder_version
 *   size: 4
 *   field: protocol_version
 *     type: int, output
 *     type-name: __s32
 *     offset: 0
 *     size: 4
 *     constraint-type: enum(7, 8)
 *     x-violation: unspecified
 *     desc: 8 with 64-bit addresses.
 */
#define BINDER_VERSION _IOWR('b', 9, struct binder_version)
