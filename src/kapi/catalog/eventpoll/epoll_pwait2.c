/**
 * sys_epoll_pwait2 - wait for events of an epoll instance, to the nanosecond
 * @epfd: the instance
 * @events: where they go
 * @maxevents: how many have room there
 * @timeout: seconds and nanoseconds
 * @sigmask: signals blocked while waiting
 * @sigsetsize: bytes of that mask
 *
 * contexts: process, sleepable
 * since-version: 5.11
 * x-errors: closed
 *
 * param: epfd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:epoll
 *
 * param: events
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 2
 *   size-multiplier: sizeof(struct epoll_event)
 *   cdesc: Touched only where an event is stored.
 *   struct-type: struct epoll_event
 *   x-violation: unspecified
 *   x-object: addr:mapped
 *
 * param: maxevents
 *   type: int, input
 *   constraint-type: range(1, INT_MAX / sizeof(struct epoll_event))
 *   x-violation: reject(EINVAL)
 *
 * param: timeout
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL waits for ever.
 *   struct-type: struct __kernel_timespec
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: sigmask
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL leaves the mask alone.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
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
 *   success-range: 0, maxevents
 *   desc: How many events were stored; 0 when the time ran out.
 *
 * error: EFAULT, timeout not readable
 *   condition: Checked first.
 *
 * error: EINVAL, timeout not a time
 *   x-when: timeout != 0 && (timeout->tv_sec < 0 || timeout->tv_nsec < 0 ||
 *     timeout->tv_nsec > 999999999)
 *
 * error: EINVAL, wrong size of the mask
 *   condition: A mask is given, and sigsetsize is not that of the kernel.
 *   x-when: timeout == 0 && sigmask != 0 && sigsetsize != 8 && sigsetsize != 16
 *
 * error: EFAULT, mask not readable
 *   condition: The mask is given and not in readable memory.
 *
 * error: EINVAL, no room for events
 *   condition: Whatever the mask, as long as it can be read.
 *   x-when: timeout == 0 && sigmask == 0 && epfd >= 0 && (maxevents <= 0 ||
 *     maxevents > INT_MAX / sizeof(struct epoll_event))
 *
 * error: EFAULT, events outside user space
 *   condition: The room for them does not end in the memory of programs.
 *   x-when: timeout == 0 && sigmask == 0 && epfd >= 0 && maxevents == 1 &&
 *     (unsigned long)events > ULONG_MAX - PAGE_SIZE
 *   x-unless: the kernel has an address space of its own
 *   desc: Also when no event is ready.
 *
 * error: EFAULT, events not writable
 *   condition: An event is ready, and the memory for the first is not there.
 *
 * error: EBADF, no such descriptor
 *   condition: epfd is not open, or was opened with O_PATH.
 *   x-when: timeout == 0 && sigmask == 0 && epfd < 0 && maxevents == 1 &&
 *     (unsigned long)events <= INT_MAX
 *
 * error: EINVAL, no epoll instance
 *   condition: epfd is another kind of file.
 *
 * error: EINTR, signal handled while waiting
 *   condition: Whatever SA_RESTART says; no event was stored.
 *
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: Only where the call has to wait.
 *   errno: EINTR
 *   timing: during
 *   restartable: no
 *
 * side-effect: process_state
 *   target: signal mask of the thread, while it waits
 *   condition: A mask is given.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: events that are reported once (EPOLLET, EPOLLONESHOT)
 *   condition: They were stored.
 *   reversible: no
 */
SYSCALL_DEFINE6(epoll_pwait2, int, epfd, struct epoll_event __user *, events,
		int, maxevents, const struct __kernel_timespec __user *, timeout,
		const sigset_t __user *, sigmask, size_t, sigsetsize)
