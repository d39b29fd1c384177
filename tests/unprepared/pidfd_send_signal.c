/**
 * sys_pidfd_send_signal - send a signal to a process by its descriptor
 * @pidfd: the process
 * @sig: the signal, or 0 to send none
 * @info: what is told with the signal, or NULL
 * @flags: whom it reaches
 *
 * contexts: process
 * since-version: 5.1
 * x-errors: closed
 *
 * param: pidfd
 *   type: fd, input
 *   x-object: fd:process
 * param: sig
 *   type: int, input
 *   constraint-type: range(0, 64)
 *   x-violation: reject(EINVAL)
 * param: info
 *   type: user_ptr, input, user, optional
 *   size: 128
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(PIDFD_SIGNAL_THREAD | PIDFD_SIGNAL_THREAD_GROUP |
 *     PIDFD_SIGNAL_PROCESS_GROUP)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flags
 *   desc: flags contains an unknown bit.
 * error: EINVAL, more than one target
 *   x-when: (flags & (flags - 1)) != 0
 * error: EBADF, not open
 *   x-when: !is_open(pidfd) || path_only(pidfd)
 * error: EBADF, no process
 *   desc: pidfd is neither a PID file descriptor nor the directory of a process in /proc.
 * error: EFAULT, info not readable
 *   x-when: info && !readable(info, 48)
 * error: E2BIG, unknown info
 *   desc: The kernel does not know the code in info, and bytes after those it knows are not zero.
 * error: EINVAL, another signal
 *   desc: info is not NULL and the signal it tells is another than sig.
 * error: EPERM, info of the kernel
 *   desc: The code in info is one that the kernel or kill() uses, and the process is another.
 * error: EINVAL, no signal
 *   x-when: sig < 0 || sig > 64
 * error: ESRCH, gone
 *   x-when: pidfd_process(pidfd) == -1
 * error: ESRCH, no group
 *   desc: PIDFD_SIGNAL_PROCESS_GROUP is set and the process does not lead a process group.
 * error: EPERM, not allowed
 *   desc: The calling process does not have permission to send the signal to the target process,
 *     and the signal is not SIGCONT to a process of the same session.
 */
SYSCALL_DEFINE4(pidfd_send_signal, int, pidfd, int, sig, siginfo_t __user *, info,
		unsigned int, flags)
