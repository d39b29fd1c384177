/**
 * sys_kill - send a signal to a process, or to a group of them
 * @pid: which
 * @sig: the signal, or 0 to ask only
 *
 * long-desc: pid is the number of a process, or of one of its threads, which
 *   counts as that; 0 for the group of the caller, the negative number of a
 *   group, or -1 for all but the caller and init.
 *
 * contexts: process
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: pid
 *   type: int, input
 *   x-violation: reject(ESRCH)
 *   x-object: pid:child
 * param: sig
 *   type: int, input
 *   constraint-type: range(0, 64)
 *   cdesc: 128 on MIPS.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: One process that gets it is enough; with -1 none is.
 *
 * error: ESRCH, nobody there
 *   x-when: !signal_targets(pid)
 *   desc: A zombie is somebody; INT_MIN has no opposite, and is nobody. This
 *     comes before the signal is looked at.
 * error: EINVAL, no signal
 *   x-when: sig < 0 || sig > 64
 * error: EPERM, processes of other users
 *   x-when: pid != -1 && !signal_allowed(pid, sig) &&
 *     !capable_over(pid, CAP_KILL)
 *   desc: A user id of the caller, real or effective, has to be the real or the
 *     saved one of the process; SIGCONT may go to all of its session.
 *
 * lock: sighand->siglock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: Of each process, in __lock_task_sighand().
 *
 * lock: tasklist_lock
 *   type: rwlock
 *   acquired: yes
 *   released: yes
 *   desc: For reading in kill_something_info(), where it is not one process.
 *
 * side-effect: signal_send
 *   target: the process, for which a signal waits that it blocks
 *   x-when: blocks_signal(pid, sig)
 *   x-after: blocks_signal(pid, sig) && pending_signal(pid, sig) ||
 *     is_zombie(pid)
 *   desc: Without the block it is handled, ends or stops the process, or is
 *     thrown away; so it is where the process has ended.
 *
 * capability: CAP_KILL
 *   type: bypass_check
 *   allows: signals to processes of other users
 *   without: EPERM
 *   x-when: pid != -1 && !signal_allowed(pid, sig)
 *   desc: In the user name space of the process.
 */
SYSCALL_DEFINE2(kill, pid_t, pid, int, sig)
