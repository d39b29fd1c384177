/**
 * sys_tkill - send a signal to a thread
 * @pid: its number
 * @sig: the signal, or 0 to ask only
 *
 * long-desc: The number may have gone to another thread meanwhile; tgkill
 *   also takes the process.
 *
 * contexts: process
 * since-version: 2.5.4
 * x-errors: closed
 * x-order: checked
 *
 * param: pid
 *   type: int, input
 *   constraint-type: range(1, INT_MAX)
 *   x-violation: reject(EINVAL)
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
 *
 * error: EINVAL, no number of a thread
 *   x-when: pid <= 0
 *   desc: tgkill asks for that of the process, too.
 * error: ESRCH, no such thread
 *   x-when: !process_exists(pid)
 * error: EINVAL, no signal
 *   x-when: sig < 0 || sig > 64
 * error: EPERM, thread of another user
 *   x-when: !signal_allowed(pid, sig) && !capable_over(pid, CAP_KILL)
 *   desc: As for kill.
 * error: EAGAIN, no room for a real-time signal
 *   x-when: sig >= 32 && !queues_signal(pid, sig)
 *   desc: At RLIMIT_SIGPENDING of the process; kill sends it without its data.
 *
 * lock: sighand->siglock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: Of the process, in __lock_task_sighand().
 *
 * side-effect: signal_send
 *   target: the process, for which a signal waits that it blocks
 *   x-when: blocks_signal(pid, sig)
 *   x-after: blocks_signal(pid, sig) && pending_signal(pid, sig) ||
 *     is_zombie(pid)
 *   desc: Without the block, and of what has ended: as kill.
 *
 * capability: CAP_KILL
 *   type: bypass_check
 *   allows: signals to threads of other users
 *   without: EPERM
 *   x-when: !signal_allowed(pid, sig)
 *   desc: In the user name space of the process.
 */
SYSCALL_DEFINE2(tkill, pid_t, pid, int, sig)
