/**
 * sys_epoll_wait - wait for events of an epoll instance
 * @epfd: the instance
 * @events: where they go
 * @maxevents: how many have room there
 * @timeout: milliseconds
 *
 * contexts: process, sleepable
 * since-version: 2.6
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
 *   type: int, input
 *   constraint-type: range(INT_MIN, INT_MAX)
 *   cdesc: Any negative number waits for ever, 0 does not wait.
 *   x-violation: unspecified
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, maxevents
 *   desc: How many events were stored; 0 when the time ran out.
 *
 * error: EINVAL, no room for events
 *   x-when: epfd >= 0 && (maxevents <= 0 || maxevents > INT_MAX / sizeof(struct
 *     epoll_event))
 *   desc: Up to 6.12 this came before EBADF.
 *
 * error: EFAULT, events outside user space
 *   condition: The room for them does not end in the memory of programs.
 *   x-when: epfd >= 0 && maxevents > 0 && maxevents <= INT_MAX / sizeof(struct
 *     epoll_event) && (unsigned long)events > ULONG_MAX - PAGE_SIZE
 *   x-unless: the kernel has an address space of its own
 *   desc: Also when no event is ready.
 *
 * error: EFAULT, events not writable
 *   condition: An event is ready, and the memory for the first is not there.
 *
 * error: EBADF, no such descriptor
 *   condition: epfd is not open, or was opened with O_PATH.
 *   x-when: epfd < 0 && maxevents == 1 && (unsigned long)events <= INT_MAX
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
 * side-effect: modify_state
 *   target: events that are reported once (EPOLLET, EPOLLONESHOT)
 *   condition: They were stored.
 *   reversible: no
 */
SYSCALL_DEFINE4(epoll_wait, int, epfd, struct epoll_event __user *, events,
		int, maxevents, int, timeout)
