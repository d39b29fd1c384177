/**
 * sys_nanosleep - sleep for a time
 * @rqtp: how long
 * @rmtp: where what is left goes when a signal comes, or NULL
 *
 * long-desc: Measured by CLOCK_MONOTONIC: setting the clock changes nothing.
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 *
 * param: rqtp
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   struct-type: struct __kernel_timespec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: rmtp
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   cdesc: Touched only where a handler has run, or SIGSTOP and SIGCONT came.
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
 * error: EINVAL, no time
 *   x-when: rqtp->tv_sec < 0 || rqtp->tv_nsec < 0 || rqtp->tv_nsec > 999999999
 * error: EFAULT, memory for the rest not writable
 *   x-when: (signal_handled() || was_stopped()) && rmtp &&
 *     !writable(rmtp, sizeof(struct __kernel_timespec))
 * error: EINTR, signal handled
 *   x-when: signal_handled()
 *   desc: Whatever SA_RESTART says. After SIGSTOP and SIGCONT it sleeps on.
 *
 * struct: __kernel_timespec
 *   size: sizeof(struct __kernel_timespec)
 *   field: tv_sec
 *     type: int, inout
 *     type-name: __kernel_time64_t
 *     offset: 0
 *     size: 8
 *   field: tv_nsec
 *     type: int, inout
 *     type-name: long long
 *     offset: 8
 *     size: 8
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   errno: EINTR
 *   timing: during
 *   restartable: no
 *   x-when: signal_handled()
 *
 * side-effect: modify_state
 *   target: the time that is left, at rmtp
 *   x-when: errno == EINTR && rmtp
 *   x-after: rmtp->tv_sec <= rqtp->tv_sec && rmtp->tv_nsec > 0
 *   desc: After SIGSTOP and SIGCONT, too, though the call then ends with 0.
 *   reversible: no
 */
SYSCALL_DEFINE2(nanosleep, struct __kernel_timespec __user *, rqtp,
		struct __kernel_timespec __user *, rmtp)
