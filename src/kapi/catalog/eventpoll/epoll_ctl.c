/**
 * sys_epoll_ctl - add, change or remove a file of an epoll instance
 * @epfd: the instance
 * @op: what to do
 * @fd: the file
 * @event: for which events, and what to hand back with them
 *
 * contexts: process, sleepable
 * since-version: 2.6
 * x-errors: closed
 * x-order: checked
 *
 * param: epfd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:epoll
 *
 * param: op
 *   type: int, input
 *   constraint-type: enum(EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD)
 *   x-violation: reject(EINVAL)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:pollable
 *
 * param: event
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   cdesc: Not looked at for EPOLL_CTL_DEL. EPOLLONESHOT is from 2.6.2,
 *     EPOLLRDHUP 2.6.17, EPOLLWAKEUP 3.5, EPOLLEXCLUSIVE 4.5.
 *   size: sizeof(struct epoll_event)
 *   struct-type: struct epoll_event
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, event not readable
 *   x-when: op != EPOLL_CTL_DEL && !readable(event, sizeof(struct epoll_event))
 *   desc: Read for unknown operations, too.
 * error: EBADF, no such instance
 *   x-when: !is_open(epfd) || path_only(epfd)
 * error: EBADF, no such file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EPERM, file cannot be polled
 *   x-when: !pollable(fd)
 *   desc: A regular file or a directory.
 * error: EINVAL, no epoll instance
 *   x-when: kind(epfd) != FILE_EPOLL
 * error: EINVAL, instance added to itself
 *   x-when: same_file(epfd, fd)
 *   desc: For any operation.
 * error: EINVAL, exclusive wake-up of a change
 *   x-when: op == EPOLL_CTL_MOD && (event->events & EPOLLEXCLUSIVE)
 * error: EINVAL, exclusive wake-up of an instance
 *   x-when: op == EPOLL_CTL_ADD && (event->events & EPOLLEXCLUSIVE) &&
 *     kind(fd) == FILE_EPOLL
 * error: EINVAL, exclusive wake-up beside other events
 *   x-when: op == EPOLL_CTL_ADD && (event->events & EPOLLEXCLUSIVE) &&
 *     (event->events & ~(EPOLLEXCLUSIVE | EPOLLIN | EPOLLOUT | EPOLLWAKEUP |
 *     EPOLLET | EPOLLERR | EPOLLHUP))
 * error: ELOOP, instances in a circle
 *   x-when: op == EPOLL_CTL_ADD && leads_to(fd, epfd)
 * error: ELOOP, instances too deep
 *   x-when: op == EPOLL_CTL_ADD &&
 *     instances_below(fd) + instances_above(epfd) > 5
 * error: EEXIST, file is there already
 *   x-when: op == EPOLL_CTL_ADD && watches(epfd, fd)
 * error: ENOENT, file is not there
 *   x-when: (op == EPOLL_CTL_MOD || op == EPOLL_CTL_DEL) && !watches(epfd, fd)
 * error: EINVAL, unknown op
 *   x-when: op != EPOLL_CTL_ADD && op != EPOLL_CTL_DEL && op != EPOLL_CTL_MOD
 *   desc: Whether the file is in the instance or not.
 * error: EINVAL, change of an exclusive file
 *   x-when: op == EPOLL_CTL_MOD && (watched_events(epfd, fd) & EPOLLEXCLUSIVE)
 * error: ENOSPC, too many watches
 *   condition: All instances of the user have fs.epoll.max_user_watches.
 *   x-needs: op == EPOLL_CTL_ADD
 * error: ENOMEM, no memory for the entry
 *   x-when: op == EPOLL_CTL_ADD && out_of(memory)
 * error: EINVAL, too many paths
 *   x-when: op == EPOLL_CTL_ADD && kind(fd) != FILE_EPOLL &&
 *     (watch_chains(fd, 2) + watch_chains(epfd, 1) > 500 ||
 *     watch_chains(fd, 3) + watch_chains(epfd, 2) > 100 ||
 *     watch_chains(fd, 4) + watch_chains(epfd, 3) > 50 ||
 *     watch_chains(fd, 5) + watch_chains(epfd, 4) > 10)
 *
 * lock: ep->mtx
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: Of the instance, in do_epoll_ctl().
 *
 * lock: epnested_mutex
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In do_epoll_ctl(), where instances watch instances.
 *
 * struct: epoll_event
 *   size: sizeof(struct epoll_event)
 *   field: events
 *     type: uint, input
 *     type-name: __poll_t
 *     offset: 0
 *     size: 4
 *   field: data
 *     type: uint, input
 *     type-name: __u64
 *     size: 8
 *     desc: At 4 on x86-64 and i386, at 8 elsewhere.
 *
 * side-effect: modify_state
 *   target: the tfd lines of /proc/self/fdinfo for epfd
 *   x-when: op != EPOLL_CTL_DEL
 *   x-after: (watched_events(epfd, fd) & ~EPOLLWAKEUP) ==
 *     ((event->events & ~EPOLLWAKEUP) | EPOLLERR | EPOLLHUP)
 *   desc: One line a file, with its events and data.
 *   reversible: yes
 *
 * state-trans: file in the instance
 *   from: absent
 *   to: watched
 *   x-when: op == EPOLL_CTL_ADD
 *   x-after: watches(epfd, fd)
 *
 * state-trans: file in the instance
 *   from: watched
 *   to: absent
 *   x-when: op == EPOLL_CTL_DEL
 *   x-after: !watches(epfd, fd)
 *   desc: Also when the last descriptor of the open file is closed.
 *
 * capability: CAP_BLOCK_SUSPEND
 *   type: grant_permission
 *   allows: EPOLLWAKEUP, which keeps the system from suspending
 *   without: The bit is taken out.
 *   condition: CONFIG_PM_SLEEP; without it nobody keeps the bit.
 *   x-when: op != EPOLL_CTL_DEL && (event->events & EPOLLWAKEUP)
 */
SYSCALL_DEFINE4(epoll_ctl, int, epfd, int, op, int, fd, struct epoll_event __user *, event)
