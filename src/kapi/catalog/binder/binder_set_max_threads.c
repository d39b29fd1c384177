/**
 * BINDER_SET_MAX_THREADS - limit the threads that the driver asks for
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
 * ioctl-cmd: BINDER_SET_MAX_THREADS
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 5, __u32)
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
 * error: EINVAL, argument not accessible
 *   desc: Here EINVAL, not EFAULT.
 *
 * side-effect: modify_state
 *   target: "max threads" of the process in the binder log
 *   condition: The call succeeds.
 *   reversible: yes
 */
#define BINDER_SET_MAX_THREADS _IOW('b', 5, __u32)
