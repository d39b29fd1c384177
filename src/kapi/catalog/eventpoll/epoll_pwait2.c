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
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: maxevents
 *   type: int, input
 *   constraint-type: range(1, EP_MAX_EVENTS)
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
 *   x-violation: reject(EINVAL)
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
 *   condition: Negative seconds, or nanoseconds of a second or more.
 *
 * error: EINVAL, wrong size of the mask
 *   condition: A mask is given, and sigsetsize is not that of the kernel.
 *   x-unless: the timeout is refused before
 *
 * error: EFAULT, mask not readable
 *   condition: The mask is given and not in readable memory.
 *
 * error: EINVAL, no room for events
 *   x-when: maxevents <= 0 || maxevents > EP_MAX_EVENTS
 *   x-unless: sigmask, timeout or epfd is refused before
 *
 * error: EFAULT, events not writable
 *   condition: Outside user space at once; else when an event is to be
 *     stored.
 *
 * error: EBADF, no such descriptor
 *   condition: epfd is not open.
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
 *   errno: -EINTR
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
