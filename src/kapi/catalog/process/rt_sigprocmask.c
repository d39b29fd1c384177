/**
 * sys_rt_sigprocmask - set which signals the thread blocks
 * @how: how the set is taken
 * @nset: a set of signals, or NULL
 * @oset: where the set that was blocked goes, or NULL
 * @sigsetsize: bytes of both
 *
 * long-desc: A blocked signal waits until it is unblocked. SIGKILL and SIGSTOP
 *   cannot be blocked: they are taken out, without an error.
 *
 * contexts: process, sleepable
 * since-version: 2.2
 * x-errors: closed
 * x-order: checked
 *
 * param: how
 *   type: int, input
 *   constraint-type: enum(SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK)
 *   cdesc: Not looked at where nset is NULL.
 *   x-violation: unspecified
 * param: nset
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   size: sizeof(sigset_t)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: oset
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   size: sizeof(sigset_t)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: sigsetsize
 *   type: uint, input
 *   constraint-type: enum(8)
 *   cdesc: On MIPS 16.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, wrong size of the set
 *   x-when: sigsetsize != sizeof(sigset_t)
 * error: EFAULT, set not readable
 *   x-when: nset && !readable(nset, sizeof(sigset_t))
 * error: EINVAL, unknown way
 *   x-when: nset && how != SIG_BLOCK && how != SIG_UNBLOCK &&
 *     how != SIG_SETMASK
 * error: EFAULT, memory for the old set not writable
 *   x-when: oset && !writable(oset, sizeof(sigset_t))
 *   desc: The new one holds already.
 *
 * lock: sighand->siglock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In __set_current_blocked().
 *
 * side-effect: process_state
 *   target: signals that the thread blocks
 *   condition: A set is given.
 *   desc: Of what waits, one at least comes before the call returns where
 *     nothing blocks it any more.
 *   reversible: yes
 */
SYSCALL_DEFINE4(rt_sigprocmask, int, how, sigset_t __user *, nset,
		sigset_t __user *, oset, size_t, sigsetsize)
