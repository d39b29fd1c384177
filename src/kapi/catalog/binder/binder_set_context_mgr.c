/**
 * BINDER_SET_CONTEXT_MGR - become the manager of the context
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
 * ioctl-cmd: BINDER_SET_CONTEXT_MGR
 * ioctl-direction: write
 * ioctl-number: _IOW('b', 7, __s32)
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
 * state-trans: context
 *   from: without manager
 *   to: managed by the caller
 *   condition: The call succeeds.
 *
 * notes: The argument is not looked at.
 */
#define BINDER_SET_CONTEXT_MGR _IOW('b', 7, __s32)
