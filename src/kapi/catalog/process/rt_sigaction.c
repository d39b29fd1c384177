/**
 * sys_rt_sigaction - set what is done when a signal comes
 * @sig: the signal
 * @act: what is done from now on, or NULL
 * @oact: where what was done goes, or NULL
 * @sigsetsize: bytes of the mask in both
 *
 * contexts: process, sleepable
 * since-version: 2.2
 * x-errors: closed
 * x-order: checked
 *
 * param: sig
 *   type: int, input
 *   constraint-type: range(1, 64)
 *   cdesc: Not SIGKILL and SIGSTOP, unless act is NULL. MIPS has 128.
 *   x-violation: reject(EINVAL)
 * param: act
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: Bits of sa_flags that are not known are cleared (5.11).
 *   struct-type: struct sigaction
 *   size: 32
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: oact
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   struct-type: struct sigaction
 *   size: 32
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
 * error: EINVAL, wrong size of the mask
 *   x-when: sigsetsize != sizeof(sigset_t)
 * error: EFAULT, action not readable
 *   x-when: act && !readable(act, 32)
 * error: EINVAL, no such signal
 *   x-when: sig < 1 || sig > 64
 * error: EINVAL, signal that cannot be caught
 *   x-when: act && (sig == SIGKILL || sig == SIGSTOP)
 *   desc: Nor may its action be set to what it is.
 * error: EFAULT, memory for the old action not writable
 *   x-when: oact && !writable(oact, 32)
 *   desc: The new one is set already.
 *
 * lock: sighand->siglock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In do_sigaction().
 *
 * struct: sigaction
 *   desc: As the kernel of x86 has it; that of the C library differs.
 *   size: 32
 *   field: sa_handler
 *     type: uint, inout
 *     type-name: __sighandler_t
 *     offset: 0
 *     size: 8
 *   field: sa_flags
 *     type: uint, inout
 *     type-name: unsigned long
 *     offset: 8
 *     size: 8
 *   field: sa_restorer
 *     type: uint, inout
 *     type-name: __sigrestore_t
 *     offset: 16
 *     size: 8
 *   field: sa_mask
 *     type: uint, inout
 *     type-name: sigset_t
 *     offset: 24
 *     size: 8
 *     desc: SIGKILL and SIGSTOP are taken out.
 *
 * side-effect: process_state
 *   target: action of the signal, for all threads
 *   x-when: act != 0
 *   desc: Fork gives it on; execve only what is ignored. Signals that wait are
 *     thrown away where they are ignored from now on.
 *   reversible: yes
 */
SYSCALL_DEFINE4(rt_sigaction, int, sig,
		const struct sigaction __user *, act,
		struct sigaction __user *, oact,
		size_t, sigsetsize)
