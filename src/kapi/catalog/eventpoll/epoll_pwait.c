/**
 * sys_epoll_pwait - wait for events of an epoll instance, with another signal
 *   mask
 * @epfd: the instance
 * @events: where they go
 * @maxevents: how many have room there
 * @timeout: milliseconds
 * @sigmask: signals blocked while waiting
 * @sigsetsize: bytes of that mask
 *
 * contexts: process, sleepable
 * since-version: 2.6.19
 * x-errors: closed
 * x-order: checked
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
 *   type: int, input
 *   constraint-type: range(INT_MIN, INT_MAX)
 *   cdesc: Any negative number waits without limit, 0 does not wait.
 *   x-violation: unspecified
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
 * error: EINVAL, wrong size of the mask
 *   x-when: sigmask != 0 && sigsetsize != sizeof(sigset_t)
 *
 * error: EFAULT, mask not readable
 *   x-when: sigmask != 0 && !readable(sigmask, sizeof(sigset_t))
 *
 * error: EBADF, no such descriptor
 *   x-when: !is_open(epfd) || path_only(epfd)
 *   desc: Up to 6.12 this came after the room was checked.
 *
 * error: EINVAL, no room for events
 *   x-when: maxevents <= 0 || maxevents > INT_MAX / sizeof(struct epoll_event)
 *
 * error: EFAULT, events outside user space
 *   x-when: !user_address(events, maxevents * sizeof(struct epoll_event))
 *   desc: Also when no event is ready.
 *
 * error: EINVAL, no epoll instance
 *   x-when: kind(epfd) != FILE_EPOLL
 *
 * error: EFAULT, events not writable
 *   x-when: (poll(epfd) & POLLIN) && !writable(events, sizeof(struct
 *     epoll_event))
 *   desc: An event is ready, and there is no memory for the first.
 *
 * error: EINTR, signal handled while waiting
 *   x-when: signal_handled()
 *   desc: Whatever SA_RESTART says. An event that is ready comes first.
 *
 * error: EINTR, stopped and continued while waiting
 *   x-when: was_stopped()
 *   desc: No handler has to run.
 *
 * error: EFAULT, no memory for an event that comes later
 *   condition: It comes while the call waits.
 *   x-needs: !writable(events, sizeof(struct epoll_event))
 *
 * lock: ep->mtx
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In ep_send_events(), not while the call waits.
 *
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
SYSCALL_DEFINE6(epoll_pwait, int, epfd, struct epoll_event __user *, events,
		int, maxevents, int, timeout, const sigset_t __user *, sigmask,
		size_t, sigsetsize)
