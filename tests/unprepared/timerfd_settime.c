/**
 * sys_timerfd_settime - start or stop a timer that is read like a file
 * @ufd: the timer
 * @flags: how the time is meant
 * @utmr: when it runs out, and how often again
 * @otmr: where what was set before goes
 *
 * contexts: process
 * since-version: 2.6.25
 * x-errors: closed
 * x-order: checked
 *
 * param: ufd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:timerfd
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
 *   x-violation: reject(EINVAL)
 *
 * param: utmr
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct __kernel_itimerspec)
 *   struct-type: struct __kernel_itimerspec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: otmr
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL when nobody wants to know.
 *   size: sizeof(struct __kernel_itimerspec)
 *   struct-type: struct __kernel_itimerspec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, times not readable
 *   x-when: !readable(utmr, sizeof(struct __kernel_itimerspec))
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
 *
 * error: EINVAL, first time is none
 *   x-when: utmr->it_value.tv_sec < 0 || utmr->it_value.tv_nsec < 0 ||
 *     utmr->it_value.tv_nsec > 999999999
 *
 * error: EINVAL, interval is none
 *   x-when: utmr->it_interval.tv_sec < 0 || utmr->it_interval.tv_nsec < 0 ||
 *     utmr->it_interval.tv_nsec > 999999999
 *
 * error: EBADF, no open file
 *   x-when: !is_open(ufd) || path_only(ufd)
 *
 * error: EINVAL, no timer
 *   x-when: kind(ufd) != FILE_TIMERFD
 *
 * error: EPERM, not allowed to wake the machine
 *   condition: The timer follows CLOCK_REALTIME_ALARM or CLOCK_BOOTTIME_ALARM, and the caller
 *     has no CAP_WAKE_ALARM.
 *   x-unless: CAP_WAKE_ALARM
 *
 * error: ECANCELED, clock was set
 *   condition: The timer was set with TFD_TIMER_CANCEL_ON_SET, the clock was set since then, and
 *     nobody has read that yet. The timer is started all the same.
 *
 * error: EFAULT, no memory for the old times
 *   x-when: otmr && !writable(otmr, sizeof(struct __kernel_itimerspec))
 *   desc: The timer is set all the same.
 *
 * struct: __kernel_itimerspec
 *   size: 32
 *   field: it_interval.tv_sec
 *     type: int, inout
 *     type-name: __kernel_time64_t
 *     offset: 0
 *     size: 8
 *     constraint-type: range(0, LLONG_MAX)
 *     x-violation: reject(EINVAL)
 *   field: it_interval.tv_nsec
 *     type: int, inout
 *     type-name: long long
 *     offset: 8
 *     size: 8
 *     constraint-type: range(0, 999999999)
 *     x-violation: reject(EINVAL)
 *   field: it_value.tv_sec
 *     type: int, inout
 *     type-name: __kernel_time64_t
 *     offset: 16
 *     size: 8
 *     constraint-type: range(0, LLONG_MAX)
 *     x-violation: reject(EINVAL)
 *   field: it_value.tv_nsec
 *     type: int, inout
 *     type-name: long long
 *     offset: 24
 *     size: 8
 *     constraint-type: range(0, 999999999)
 *     x-violation: reject(EINVAL)
 *
 * side-effect: modify_state
 *   target: how often the timer ran out, which nobody has read
 *   condition: The call succeeds and stops the timer.
 *   reversible: no
 *   x-when: utmr->it_value.tv_sec == 0 && utmr->it_value.tv_nsec == 0
 *   x-after: !(poll(ufd) & POLLIN)
 *
 * side-effect: modify_state
 *   target: a timer for a moment that has passed, which runs out at once
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-when: (flags & TFD_TIMER_ABSTIME) && utmr->it_value.tv_sec == 0 &&
 *     utmr->it_value.tv_nsec != 0
 *   x-after: poll(ufd) & POLLIN
 */
SYSCALL_DEFINE4(timerfd_settime, int, ufd, int, flags,
		const struct __kernel_itimerspec __user *, utmr,
		struct __kernel_itimerspec __user *, otmr)
