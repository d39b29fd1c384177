/**
 * BINDER_ENABLE_ONEWAY_SPAM_DETECTION - report callers that fill the buffer
 *   with one-way calls
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
 * ioctl-cmd: BINDER_ENABLE_ONEWAY_SPAM_DETECTION
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 16, __u32)
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
 * error: EFAULT, argument not accessible
 *   condition: Not in memory that can be read, or written for a result.
 *
 * side-effect: modify_state
 *   target: spam detection of the process
 *   condition: The call succeeds; 0 ends it, anything else begins it.
 *   reversible: yes
 */
#define BINDER_ENABLE_ONEWAY_SPAM_DETECTION _IOW('b', 16, __u32)
