/**
 * sys_poll - wait until one of several files is ready
 * @ufds: the files, and for which events
 * @nfds: how many
 * @timeout_msecs: how long, in milliseconds
 *
 * contexts: process, sleepable
 * since-version: 2.2
 * x-errors: closed
 * x-order: checked
 * x-where: size = nfds * sizeof(struct pollfd)
 *
 * param: ufds
 *   type: user_ptr, inout, user
 *   constraint-type: user_ptr
 *   size-param: 1
 *   size-multiplier: sizeof(struct pollfd)
 *   cdesc: Nothing is there to be read where nfds is 0.
 *   struct-type: struct pollfd
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: nfds
 *   type: uint, input
 *   constraint-type: range(0, RLIMIT_NOFILE)
 *   x-violation: reject(EINVAL)
 * param: timeout_msecs
 *   type: int, input
 *   constraint-type: range(INT_MIN, INT_MAX)
 *   cdesc: A negative number waits without limit, 0 does not wait.
 *   x-violation: unspecified
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, nfds
 *   desc: How many files are ready; 0 when the time ran out.
 *
 * error: EINVAL, more files than may be open
 *   x-when: nfds > RLIMIT_NOFILE
 * error: EFAULT, files not readable
 *   x-when: nfds && !readable(ufds, size)
 * error: ENOMEM, no memory for the files
 *   x-when: out_of(memory)
 * error: EFAULT, address of the kernel
 *   x-when: !user_address(ufds, 0)
 *   desc: After waiting. Also where nfds is 0.
 * error: EFAULT, events not writable
 *   x-when: nfds && !writable(ufds, size)
 *   desc: After waiting.
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   desc: Whatever SA_RESTART says. A file that is ready comes first.
 *
 * struct: pollfd
 *   size: 8
 *   field: fd
 *     type: int, input
 *     type-name: int
 *     offset: 0
 *     size: 4
 *     desc: Negative, it is passed over. One that is not open is ready.
 *   field: events
 *     type: uint, input
 *     type-name: short
 *     offset: 4
 *     size: 2
 *   field: revents
 *     type: uint, output
 *     type-name: short
 *     offset: 6
 *     size: 2
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: Only where the call has to wait.
 *   errno: EINTR
 *   timing: during
 *   restartable: no
 *   x-when: signal_handled()
 *
 * side-effect: modify_state
 *   target: what has happened to the first file
 *   x-when: nfds && ufds->fd >= 0 && (ufds->revents & 0xffff) !=
 *     (poll(ufds->fd) & (ufds->events | POLLERR | POLLHUP | POLLNVAL))
 *   x-after: (ufds->revents & 0xffff) ==
 *     (poll(ufds->fd) & (ufds->events | POLLERR | POLLHUP | POLLNVAL))
 *   desc: Errors are told whether they were asked for or not.
 *   reversible: no
 */
SYSCALL_DEFINE3(poll, struct pollfd __user *, ufds, unsigned int, nfds,
		int, timeout_msecs)
