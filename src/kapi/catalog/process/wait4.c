/**
 * sys_wait4 - wait until a child ends, stops or goes on
 * @upid: which children
 * @stat_addr: where it is told what happened, or NULL
 * @options: what counts, and whether to wait
 * @ru: where it is told what the child used, or NULL
 *
 * long-desc: A child that has ended stays, as a zombie, until it was waited
 *   for. upid is its number, -1 for all children, 0 for those in the group of
 *   the caller, or the negative number of a group.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 * x-where: known = WNOHANG | WUNTRACED | WCONTINUED | __WNOTHREAD | __WCLONE |
 *   __WALL
 *
 * param: upid
 *   type: int, input
 *   constraint-type: range(INT_MIN + 1, INT_MAX)
 *   x-violation: reject(ESRCH)
 *   x-object: pid:child
 * param: stat_addr
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   size: sizeof(int)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: options
 *   type: int, input
 *   constraint-type: mask(WNOHANG | WUNTRACED | WCONTINUED | __WNOTHREAD |
 *     __WCLONE | __WALL)
 *   x-violation: reject(EINVAL)
 * param: ru
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   size: sizeof(struct rusage)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: range
 *   success: >= 0
 *   desc: The number of the child; 0 with WNOHANG where there is nothing to
 *     tell.
 *
 * error: EINVAL, unknown option
 *   x-when: options & ~known
 * error: ESRCH, number that has no opposite
 *   x-when: upid == INT_MIN
 * error: ECHILD, nothing to wait for
 *   x-when: !waitable_children(upid, options)
 *   desc: It is no child, or was waited for, or ended while SIGCHLD was
 *     ignored; with __WCLONE, its parent gets SIGCHLD.
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   x-order: any
 *   desc: Not with SA_RESTART.
 * error: EFAULT, status not writable
 *   x-when: stat_addr && !writable(stat_addr, sizeof(int)) &&
 *     ended_children(upid, options)
 *   desc: The child is gone all the same.
 * error: EFAULT, use not writable
 *   x-when: ru && !writable(ru, sizeof(struct rusage)) &&
 *     ended_children(upid, options)
 * error: EFAULT, nothing writable when a child ends later
 *   condition: One ends, or stops, while the call waits.
 *   x-needs: !(options & WNOHANG) && (stat_addr &&
 *     !writable(stat_addr, sizeof(int)) ||
 *     ru && !writable(ru, sizeof(struct rusage)))
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: Only where the call has to wait.
 *   errno: EINTR
 *   timing: during
 *   restartable: yes
 *   x-when: signal_handled()
 *
 * lock: tasklist_lock
 *   type: rwlock
 *   acquired: yes
 *   released: yes
 *   desc: For reading in __do_wait(), not while the call sleeps.
 *
 * side-effect: resource_destroy
 *   target: a child that has ended
 *   x-when: result > 0 || errno == EFAULT
 *   x-after: waitable_children(-1, __WALL) ==
 *     old(waitable_children(-1, __WALL)) - 1 ||
 *     options & (WUNTRACED | WCONTINUED) && !old(ended_children(upid, options))
 *   desc: With these options one that has stopped or gone on stays.
 *   reversible: no
 */
SYSCALL_DEFINE4(wait4, pid_t, upid, int __user *, stat_addr, int, options,
		struct rusage __user *, ru)
