/**
 * sys_ppoll - wait until one of several files is ready, to the nanosecond
 * @ufds: the files, and for which events
 * @nfds: how many
 * @tsp: how long, and afterwards how much of that is left
 * @sigmask: signals blocked while waiting
 * @sigsetsize: bytes of that mask
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
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
 * param: tsp
 *   type: user_ptr, inout, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL waits without limit.
 *   struct-type: struct __kernel_timespec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: sigmask
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL leaves the mask alone.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: sigsetsize
 *   type: uint, input
 *   constraint-type: custom(the size of the signal set of the kernel, 8 bytes
 *     and on MIPS 16)
 *   cdesc: Not looked at without a mask.
 *   x-violation: unspecified
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, nfds
 *   desc: How many files are ready; 0 when the time ran out.
 *
 * error: EFAULT, time not readable
 *   x-when: tsp && !readable(tsp, sizeof(struct __kernel_timespec))
 * error: EINVAL, no time
 *   x-when: tsp && (tsp->tv_sec < 0 || tsp->tv_nsec < 0 ||
 *     tsp->tv_nsec > 999999999)
 * error: EINVAL, wrong size of the mask
 *   x-when: sigmask && sigsetsize != sizeof(sigset_t)
 * error: EFAULT, mask not readable
 *   x-when: sigmask && !readable(sigmask, sizeof(sigset_t))
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
 * struct: __kernel_timespec
 *   size: sizeof(struct __kernel_timespec)
 *   field: tv_sec
 *     type: int, inout
 *     type-name: __kernel_time64_t
 *     offset: 0
 *     size: 8
 *   field: tv_nsec
 *     type: int, inout
 *     type-name: long long
 *     offset: 8
 *     size: 8
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
 * side-effect: process_state
 *   target: signal mask of the thread, while it waits
 *   condition: A mask is given.
 *   reversible: yes
 * side-effect: modify_state
 *   target: what has happened to the first file
 *   x-when: nfds && ufds->fd >= 0 && (ufds->revents & 0xffff) !=
 *     (poll(ufds->fd) & (ufds->events | POLLERR | POLLHUP | POLLNVAL))
 *   x-after: (ufds->revents & 0xffff) ==
 *     (poll(ufds->fd) & (ufds->events | POLLERR | POLLHUP | POLLNVAL))
 *   desc: Errors are told whether they were asked for or not.
 *   reversible: no
 * side-effect: modify_state
 *   target: time that is left
 *   x-when: result > 0 && writable(tsp, 16) && (tsp->tv_sec || tsp->tv_nsec)
 *   x-after: tsp->tv_sec < old(tsp->tv_sec) || tsp->tv_sec ==
 *     old(tsp->tv_sec) && tsp->tv_nsec < old(tsp->tv_nsec)
 *   desc: An error of storing it is not told.
 *   reversible: no
 */
SYSCALL_DEFINE5(ppoll, struct pollfd __user *, ufds, unsigned int, nfds,
		struct __kernel_timespec __user *, tsp, const sigset_t __user *, sigmask,
		size_t, sigsetsize)
