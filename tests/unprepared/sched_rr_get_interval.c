/**
 * sys_sched_rr_get_interval - get the time slice of a process
 * @pid: the process, 0 for the caller
 * @interval: where it goes
 *
 * contexts: process
 * x-errors: closed
 * x-order: checked
 *
 * param: pid
 *   type: int, input
 *   x-object: pid
 *   range: 0, INT_MAX
 *   x-violation: reject(EINVAL)
 * param: interval
 *   type: user_ptr, output, user
 *   size: 16
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, negative
 *   x-when: pid < 0
 * error: ESRCH, no such process
 *   x-when: pid != 0 && !process_exists(pid)
 * error: EFAULT, not writable
 *   x-when: !writable(interval, 16)
 */
SYSCALL_DEFINE2(sched_rr_get_interval, pid_t, pid, struct __kernel_timespec __user *, interval)
