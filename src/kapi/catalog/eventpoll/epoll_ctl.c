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
 *   condition: Checked first, for every op but EPOLL_CTL_DEL.
 *   x-when: op != EPOLL_CTL_DEL && event == 0
 *
 * error: EBADF, no such descriptor
 *   condition: epfd or fd is not open, or was opened with O_PATH.
 *
 * error: EPERM, file cannot be polled
 *   condition: fd is a regular file or a directory. Comes before EINVAL.
 *
 * error: EINVAL, no epoll instance
 *   condition: epfd is another kind of file.
 *
 * error: EINVAL, instance added to itself
 *   condition: epfd and fd are one file, for any op.
 *
 * error: EINVAL, exclusive wake-up misused
 *   condition: EPOLLEXCLUSIVE with EPOLL_CTL_MOD, for an epoll instance, or
 *     beside events other than EPOLLIN, EPOLLOUT, EPOLLWAKEUP, EPOLLET,
 *     EPOLLERR and EPOLLHUP; or a change of a file added with it.
 *
 * error: EINVAL, unknown op
 *   condition: op is none of the three and both files are fit.
 *
 * error: ELOOP, instances in a circle
 *   condition: An instance is added that watches this one, or a chain of more
 *     than five would come about.
 *
 * error: EEXIST, file is there already
 *   condition: EPOLL_CTL_ADD of the same number and file.
 *
 * error: ENOENT, file is not there
 *   condition: EPOLL_CTL_MOD or EPOLL_CTL_DEL.
 *
 * error: ENOSPC, too many watches
 *   condition: The user has fs.epoll.max_user_watches of them.
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
