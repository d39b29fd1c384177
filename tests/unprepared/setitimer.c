/**
 * sys_setitimer - arm or disarm an interval timer
 * @which: which of the three timers
 * @value: the new setting, or NULL
 * @ovalue: where the old setting goes, or NULL
 *
 * contexts: process, sleepable
 * x-errors: closed
 * x-order: checked
 *
 * param: which
 *   type: int, input
 *   constraint-type: enum(ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF)
 *   x-violation: reject(EINVAL)
 * param: value
 *   type: user_ptr, input, user, optional
 *   struct-type: struct __kernel_old_itimerval
 * param: ovalue
 *   type: user_ptr, output, user, optional
 *   size: 32
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, new setting not readable
 *   x-when: value && !readable(value, 32)
 *
 * error: EINVAL, microseconds out of range
 *   x-when: value && (value->it_value.tv_usec < 0 || value->it_value.tv_usec > 999999 ||
 *     value->it_interval.tv_usec < 0 || value->it_interval.tv_usec > 999999)
 *
 * error: EINVAL, negative seconds
 *   x-when: value && (value->it_value.tv_sec < 0 || value->it_interval.tv_sec < 0)
 *
 * error: EINVAL, no such timer
 *   x-when: which != ITIMER_REAL && which != ITIMER_VIRTUAL && which != ITIMER_PROF
 *
 * error: EFAULT, old setting not writable
 *   x-when: ovalue && !writable(ovalue, 32)
 *
 * struct: __kernel_old_itimerval
 *   size: 32
 *   field: it_interval.tv_sec
 *     type: int, input
 *     type-name: long
 *     offset: 0
 *     size: 8
 *   field: it_interval.tv_usec
 *     type: int, input
 *     type-name: long
 *     offset: 8
 *     size: 8
 *   field: it_value.tv_sec
 *     type: int, input
 *     type-name: long
 *     offset: 16
 *     size: 8
 *   field: it_value.tv_usec
 *     type: int, input
 *     type-name: long
 *     offset: 24
 *     size: 8
 */
SYSCALL_DEFINE3(setitimer, int, which, struct __kernel_old_itimerval __user *, value,
		struct __kernel_old_itimerval __user *, ovalue)
