/**
 * sys_nanosleep - sleep for some time
 * @rqtp: how long
 * @rmtp: where the rest goes when a signal ends it
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 *
 * param: rqtp
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct __kernel_timespec)
 *   struct-type: struct __kernel_timespec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: rmtp
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   cdesc: Touched only when a signal ends the sleep.
 *   size: sizeof(struct __kernel_timespec)
 *   struct-type: struct __kernel_timespec
 *   x-violation: unspecified
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, time not readable
 *   x-when: !readable(rqtp, sizeof(struct __kernel_timespec))
 *
 * error: EINVAL, no time
 *   x-when: rqtp->tv_sec < 0 || rqtp->tv_nsec < 0 || rqtp->tv_nsec > 999999999
 *
 * error: EFAULT, no memory for the rest
 *   x-when: signal_handled() && rmtp && !writable(rmtp, sizeof(struct __kernel_timespec))
 *
 * error: EINTR, signal handled
 *   x-when: signal_handled()
 *   desc: Whatever SA_RESTART says.
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: EINTR
 *   timing: while_sleeping
 *   restartable: no
 *
 * struct: __kernel_timespec
 *   size: 16
 *   field: tv_sec
 *     type: int, inout
 *     type-name: __kernel_time64_t
 *     offset: 0
 *     size: 8
 *     constraint-type: range(0, LLONG_MAX)
 *     x-violation: reject(EINVAL)
 *   field: tv_nsec
 *     type: int, inout
 *     type-name: long long
 *     offset: 8
 *     size: 8
 *     constraint-type: range(0, 999999999)
 *     x-violation: reject(EINVAL)
 *
 * side-effect: schedule
 *   target: the calling thread, which sleeps
 *   condition: The time is not zero.
 *
 * side-effect: modify_state
 *   target: rmtp, which holds what is left of the time
 *   condition: A signal ended the sleep.
 *   x-when: errno == EINTR && rmtp != 0
 *   x-after: rmtp->tv_sec <= old(rqtp->tv_sec) && rmtp->tv_nsec >= 0 && rmtp->tv_nsec <= 999999999
 */
SYSCALL_DEFINE2(nanosleep, struct __kernel_timespec __user *, rqtp,
		struct __kernel_timespec __user *, rmtp)
