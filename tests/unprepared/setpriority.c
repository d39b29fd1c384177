/**
 * sys_setpriority - set how nice threads are
 * @which: what who means
 * @who: whose threads, or 0 for the caller's own
 * @niceval: how nice; the highest number is the nicest
 *
 * contexts: process
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: which
 *   type: int, input
 *   constraint-type: enum(PRIO_PROCESS, PRIO_PGRP, PRIO_USER)
 *   x-violation: reject(EINVAL)
 *
 * param: who
 *   type: int, input
 *   x-violation: reject(ESRCH)
 *   x-object: pid
 *
 * param: niceval
 *   type: int, input
 *   constraint-type: range(-20, 19)
 *   x-violation: clamp
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown which
 *   x-when: which != PRIO_PROCESS && which != PRIO_PGRP && which != PRIO_USER
 *
 * error: ESRCH, no such thread
 *   x-when: which == PRIO_PROCESS && who != 0 && !process_exists(who)
 *
 * error: ESRCH, no such group or user
 *   condition: No process is in the group, or no process of that user is there.
 *
 * error: EPERM, thread of another user
 *   condition: The effective user of the caller is neither the real nor the effective one of the
 *     thread, and the caller has no CAP_SYS_NICE.
 *   x-unless: CAP_SYS_NICE
 *
 * error: EACCES, made less nice
 *   condition: niceval is less than what the thread has and less than 20 - RLIMIT_NICE, and the
 *     caller has no CAP_SYS_NICE.
 *   x-unless: CAP_SYS_NICE
 *
 * side-effect: schedule
 *   target: nice value of the threads
 *   condition: The call succeeds. With a group or a user, threads for which it is allowed get it
 *     even when the call fails for others.
 *   reversible: conditional
 *
 * capability: CAP_SYS_NICE
 *   type: bypass_check
 *   allows: making threads less nice, and those of other users nicer
 *   without: EPERM or EACCES.
 */
SYSCALL_DEFINE3(setpriority, int, which, int, who, int, niceval)
