/**
 * sys_waitid - wait until a child changes its state
 * @which: what upid means
 * @upid: whom to wait for
 * @infop: where it is told what happened, or NULL
 * @options: which changes, and how to wait
 * @ru: where the resources go that it used, or NULL
 *
 * contexts: process, sleepable
 * x-errors: closed
 *
 * param: which
 *   type: int, input
 *   constraint-type: enum(P_ALL, P_PID, P_PGID, P_PIDFD)
 *   x-violation: reject(EINVAL)
 * param: upid
 *   type: int, input
 *   x-object: pid
 * param: infop
 *   type: user_ptr, output, user, optional
 *   size: 128
 * param: options
 *   type: int, input
 *   constraint-type: mask(WNOHANG | WNOWAIT | WEXITED | WSTOPPED | WCONTINUED | __WNOTHREAD |
 *     __WCLONE | __WALL)
 *   x-violation: reject(EINVAL)
 * param: ru
 *   type: user_ptr, output, user, optional
 *   struct-type: struct rusage
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown options
 *   desc: options contains unknown flags.
 * error: EINVAL, no change named
 *   desc: None of WEXITED, WSTOPPED and WCONTINUED is set in options.
 * error: EINVAL, unknown which
 *   desc: which is not one of P_ALL, P_PID, P_PGID and P_PIDFD.
 * error: EFAULT, infop not writable
 *   desc: infop is not NULL and cannot be written.
 * error: EINTR, interrupted
 *   desc: WNOHANG was not set and a signal was caught.
 *
 * variant: which == P_PID, one child
 *   error: EINVAL, no id
 *     desc: upid is less than or equal to zero.
 *   error: ECHILD, no child
 *     desc: The process specified by upid does not exist or is not a child of the calling process.
 *
 * variant: which == P_PGID, a process group
 *   error: EINVAL, no group
 *     desc: upid is negative.
 *   error: ECHILD, empty group
 *     desc: The caller has no children in the process group upid.
 *
 * variant: which == P_ALL, any child
 *   error: ECHILD, no children
 *     desc: The caller has no children.
 *
 * variant: which == P_PIDFD, a child by its descriptor
 *   param: upid
 *     type: fd, input
 *     x-object: fd:process
 *   error: EINVAL, negative descriptor
 *     desc: upid is negative.
 *   error: ECHILD, not a child
 *     desc: The process is not a child of the calling process.
 *   error: EBADF, bad descriptor
 *     desc: upid is not an open file descriptor, or is not a PID file descriptor.
 */
SYSCALL_DEFINE5(waitid, int, which, pid_t, upid, struct siginfo __user *, infop,
		int, options, struct rusage __user *, ru)
