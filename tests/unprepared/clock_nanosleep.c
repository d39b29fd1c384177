/**
 * sys_clock_nanosleep - sleep by a clock
 * @which_clock: the clock
 * @flags: whether the time is a moment
 * @rqtp: how long, or until when
 * @rmtp: where the rest goes when a signal ends it
 *
 * contexts: process, sleepable
 * since-version: 2.6
 * x-errors: open
 *
 * param: which_clock
 *   type: int, input
 *   constraint-type: enum(CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_TAI)
 *   x-violation: unspecified
 *
 * param: flags
 *   type: int, input
 *   cdesc: TIMER_ABSTIME or 0; other bits are ignored.
 *
 * param: rqtp
 *   type: user_ptr, input, user
 *   struct-type: struct __kernel_timespec
 *   x-object: addr:mapped
 *   x-violation: reject(EFAULT)
 *
 * param: rmtp
 *   type: user_ptr, output, user, optional
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, no such clock
 *   x-when: which_clock > CLOCK_TAI
 *
 * error: EOPNOTSUPP, clock that nobody can wait for
 *   x-when: which_clock == CLOCK_MONOTONIC_RAW || which_clock == CLOCK_REALTIME_COARSE ||
 *     which_clock == CLOCK_MONOTONIC_COARSE || which_clock == CLOCK_THREAD_CPUTIME_ID
 *
 * error: EFAULT, time not readable
 *   x-when: (which_clock == CLOCK_REALTIME || which_clock == CLOCK_MONOTONIC ||
 *     which_clock == CLOCK_BOOTTIME || which_clock == CLOCK_TAI) && !readable(rqtp, 16)
 *
 * error: EINVAL, no time
 *   x-when: (which_clock == CLOCK_REALTIME || which_clock == CLOCK_MONOTONIC ||
 *     which_clock == CLOCK_BOOTTIME || which_clock == CLOCK_TAI) &&
 *     (rqtp->tv_sec < 0 || rqtp->tv_nsec < 0 || rqtp->tv_nsec > 999999999)
 *
 * error: EINTR, signal
 *   x-when: signal_handled()
 *
 * error: EFAULT, no memory for the rest
 *   condition: A signal ended the sleep, and the memory at rmtp cannot be written.
 *
 * struct: __kernel_timespec
 *   size: 16
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
 */
SYSCALL_DEFINE4(clock_nanosleep, const clockid_t, which_clock, int, flags,
		const struct __kernel_timespec __user *, rqtp,
		struct __kernel_timespec __user *, rmtp)
