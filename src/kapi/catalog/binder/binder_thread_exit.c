/**
 * BINDER_THREAD_EXIT - forget the calling thread
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
 * ioctl-cmd: BINDER_THREAD_EXIT
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 8, __s32)
 * ioctl-input-size: 4
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
 * state-trans: calling thread
 *   from: known to the driver
 *   to: unknown
 *   desc: Its transactions fail; the next call makes it known again.
 *
 * notes: The argument is not looked at.
 */
#define BINDER_THREAD_EXIT _IOW('b', 8, __s32)
