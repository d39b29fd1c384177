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
 *   cdesc: Not looked at for EPOLL_CTL_DEL.
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
 *   condition: For every op but EPOLL_CTL_DEL, unknown ones too.
 *   x-when: op != EPOLL_CTL_DEL && event == 0
 *   desc: Checked first.
 *
 * error: EBADF, no such descriptor
 *   condition: epfd or fd is not open, or was opened with O_PATH.
 *   x-when: op == EPOLL_CTL_DEL && (epfd < 0 || fd < 0)
 *
 * error: EPERM, file cannot be polled
 *   condition: fd is a regular file or a directory. Comes before EINVAL.
 *
 * error: EINVAL, no epoll instance
 *   condition: epfd is another kind of file.
 *
 * error: EINVAL, instance added to itself
 *   condition: epfd and fd are one open file, for any op.
 *   x-when: op == EPOLL_CTL_DEL && epfd == fd && epfd >= 0
 *
 * error: EINVAL, exclusive wake-up of a change
 *   x-when: op == EPOLL_CTL_MOD && (event->events & EPOLLEXCLUSIVE)
 *
 * error: EINVAL, exclusive wake-up of an instance
 *   condition: EPOLLEXCLUSIVE with EPOLL_CTL_ADD, and fd is an epoll instance.
 *
 * error: EINVAL, exclusive wake-up beside other events
 *   x-when: op == EPOLL_CTL_ADD && (event->events & EPOLLEXCLUSIVE) &&
 *     (event->events & ~(EPOLLEXCLUSIVE | EPOLLIN | EPOLLOUT | EPOLLWAKEUP |
 *     EPOLLET | EPOLLERR | EPOLLHUP))
 *
 * error: EINVAL, change of an exclusive file
 *   condition: EPOLL_CTL_MOD of a file that was added with EPOLLEXCLUSIVE.
 *
 * error: EINVAL, unknown op
 *   x-when: event != 0 && epfd >= 0 && fd >= 0 && op != EPOLL_CTL_ADD && op !=
 *     EPOLL_CTL_DEL && op != EPOLL_CTL_MOD
 *   desc: Whether fd is in the instance or not.
 *
 * error: EINVAL, too many paths
 *   condition: EPOLL_CTL_ADD, and instances watch this one: more than 500 paths
 *     of two instances, 100 of three, 50 of four or 10 of five would lead to fd.
 *
 * error: ELOOP, instances in a circle
 *   condition: EPOLL_CTL_ADD of an instance that watches this one.
 *
 * error: ELOOP, instances too deep
 *   condition: EPOLL_CTL_ADD of an instance, and a chain of more than five
 *     would come about.
 *
 * error: EEXIST, file is there already
 *   condition: EPOLL_CTL_ADD of a number and open file that are in it.
 *
 * error: ENOENT, file is not there
 *   condition: EPOLL_CTL_MOD or EPOLL_CTL_DEL.
 *
 * error: ENOSPC, too many watches
 *   condition: EPOLL_CTL_ADD, and all instances of the user have
 *     fs.epoll.max_user_watches.
 *
 * error: ENOMEM, no memory for the entry
 *   condition: The kernel has none to give.
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
 *     desc: Packed on x86-64, so it stands at 4 there and at 8 elsewhere.
 *
 * side-effect: modify_state
 *   target: the tfd lines of /proc/self/fdinfo for epfd
 *   condition: The call succeeds.
 *   desc: One line a file, with its events and data. EPOLLWAKEUP is taken out
 *     without CAP_BLOCK_SUSPEND.
 *   reversible: yes
 *
 * state-trans: file in the instance
 *   from: absent
 *   to: watched
 *   condition: EPOLL_CTL_ADD succeeds.
 *
 * state-trans: file in the instance
 *   from: watched
 *   to: absent
 *   condition: EPOLL_CTL_DEL succeeds, or the last descriptor of the open
 *     file is closed.
 */
SYSCALL_DEFINE4(epoll_ctl, int, epfd, int, op, int, fd, struct epoll_event __user *, event)
