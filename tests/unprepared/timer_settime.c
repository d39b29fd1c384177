/**
 * sys_timer_settime - arm or disarm a POSIX timer
 * @timer_id: the timer
 * @flags: 0 or TIMER_ABSTIME
 * @new_setting: first expiration and interval
 * @old_setting: where the old setting goes, or NULL
 *
 * contexts: process
 * x-errors: closed
 * x-order: checked
 *
 * param: timer_id
 *   type: int, input
 *   x-object: id:timer
 * param: flags
 *   type: int, input
 * param: new_setting
 *   type: user_ptr, input, user
 *   struct-type: struct __kernel_itimerspec
 * param: old_setting
 *   type: user_ptr, output, user, optional
 *   size: 32
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, no setting
 *   x-when: !new_setting
 * error: EFAULT, setting not readable
 *   x-when: !readable(new_setting, 32)
 * error: EINVAL, nanoseconds or seconds out of range
 *   x-when: new_setting->it_value.tv_sec < 0 || new_setting->it_value.tv_nsec < 0 ||
 *     new_setting->it_value.tv_nsec > 999999999 || new_setting->it_interval.tv_sec < 0 ||
 *     new_setting->it_interval.tv_nsec < 0 || new_setting->it_interval.tv_nsec > 999999999
 * error: EINVAL, no such timer
 *   condition: timer_id is not a timer of the process.
 * error: EFAULT, old setting not writable
 *   x-when: old_setting && !writable(old_setting, 32)
 *
 * struct: __kernel_itimerspec
 *   size: 32
 *   field: it_interval.tv_sec
 *     type: int, input
 *     type-name: __s64
 *     offset: 0
 *     size: 8
 *   field: it_interval.tv_nsec
 *     type: int, input
 *     type-name: __s64
 *     offset: 8
 *     size: 8
 *   field: it_value.tv_sec
 *     type: int, input
 *     type-name: __s64
 *     offset: 16
 *     size: 8
 *   field: it_value.tv_nsec
 *     type: int, input
 *     type-name: __s64
 *     offset: 24
 *     size: 8
 */
SYSCALL_DEFINE4(timer_settime, timer_t, timer_id, int, flags,
		const struct __kernel_itimerspec __user *, new_setting,
		struct __kernel_itimerspec __user *, old_setting)
