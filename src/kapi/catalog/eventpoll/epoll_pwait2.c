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
 * x-order: checked
 *
 * param: epfd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:epoll
 * param: events
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 2
 *   size-multiplier: sizeof(struct epoll_event)
 *   cdesc: Touched only where an event is stored.
 *   struct-type: struct epoll_event
 *   x-violation: unspecified
 *   x-object: addr:mapped
 * param: maxevents
 *   type: int, input
 *   constraint-type: range(1, INT_MAX / sizeof(struct epoll_event))
 *   x-violation: reject(EINVAL)
 * param: timeout
 *   type: user_ptr, input, user, optional
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
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, maxevents
 *   desc: How many events were stored; 0 when the time ran out.
 *
 * error: EFAULT, timeout not readable
 *   desc: epoll_wait and epoll_pwait take milliseconds.
 *   x-when: timeout != 0 &&
 *     !readable(timeout, sizeof(struct __kernel_timespec))
 * error: EINVAL, timeout not a time
 *   desc: No number of milliseconds is refused by epoll_wait and epoll_pwait.
 *   x-when: timeout != 0 && (timeout->tv_sec < 0 || timeout->tv_nsec < 0 ||
 *     timeout->tv_nsec > 999999999)
 * error: EINVAL, wrong size of the mask
 *   x-when: sigmask != 0 && sigsetsize != sizeof(sigset_t)
 * error: EFAULT, mask not readable
 *   x-when: sigmask != 0 && !readable(sigmask, sizeof(sigset_t))
 * error: EBADF, no such descriptor
 *   x-when: !is_open(epfd) || path_only(epfd)
 *   desc: Up to 6.12 this came after the room was checked.
 * error: EINVAL, no room for events
 *   x-when: maxevents <= 0 || maxevents > INT_MAX / sizeof(struct epoll_event)
 * error: EFAULT, events outside user space
 *   x-when: !user_address(events, maxevents * sizeof(struct epoll_event))
 *   desc: Also when no event is ready.
 * error: EINVAL, no epoll instance
 *   x-when: kind(epfd) != FILE_EPOLL
 * error: EFAULT, events not writable
 *   x-when: (poll(epfd) & POLLIN) && !writable(events, sizeof(struct
 *     epoll_event))
 *   desc: An event is ready, and there is no memory for the first.
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   desc: Whatever SA_RESTART says. An event that is ready comes first.
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped()
 *   desc: No handler has to run.
 * error: EFAULT, no memory for an event that comes later
 *   condition: It comes while the call waits.
 *   x-needs: !writable(events, sizeof(struct epoll_event))
 *
 * lock: ep->mtx
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In ep_send_events(), not while the call waits.
 * struct: epoll_event
 *   size: sizeof(struct epoll_event)
 *   field: events
 *     type: uint, output
 *     type-name: __poll_t
 *     offset: 0
 *     size: 4
 *   field: data
 *     type: uint, output
 *     type-name: __u64
 *     size: 8
 *     desc: What epoll_ctl was given. Packed on x86-64, so it stands at 4 there
 *       and on i386, and at 8 elsewhere.
 * struct: __kernel_timespec
 *   size: sizeof(struct __kernel_timespec)
 *   field: tv_sec
 *     type: int, input
 *     type-name: __kernel_time64_t
 *     offset: 0
 *     size: 8
 *   field: tv_nsec
 *     type: int, input
 *     type-name: long long
 *     offset: 8
 *     size: 8
 * signal: any
 *   direction: receive
 *   action: return
 *   desc: Only where the call has to wait.
 *   errno: EINTR
 *   timing: during
 *   restartable: no
 *   x-when: signal_handled()
 * side-effect: process_state
 *   target: signal mask of the thread, while it waits
 *   condition: A mask is given.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: memory at events
 *   x-when: result > 0
 *   x-after: events->events != 0
 *   reversible: no
 *
 * side-effect: modify_state
 *   target: events that are reported once (EPOLLET, EPOLLONESHOT)
 *   condition: They were stored.
 *   reversible: no
 */
SYSCALL_DEFINE6(epoll_pwait2, int, epfd, struct epoll_event __user *, events,
		int, maxevents, const struct __kernel_timespec __user *, timeout,
		const sigset_t __user *, sigmask, size_t, sigsetsize)
