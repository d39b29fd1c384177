/**
 * sys_mq_getsetattr - get and set attributes of a message queue
 * @mqdes: the queue
 * @u_mqstat: new attributes, or NULL
 * @u_omqstat: where the old ones go, or NULL
 *
 * contexts: process, sleepable
 * x-errors: closed
 *
 * param: mqdes
 *   type: fd, input
 * param: u_mqstat
 *   type: user_ptr, input, user, optional
 *   struct-type: struct mq_attr
 * param: u_omqstat
 *   type: user_ptr, output, user, optional
 *   struct-type: struct mq_attr
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, bad new attributes
 *   x-when: u_mqstat != 0 && !readable(u_mqstat, 64)
 * error: EINVAL, bad flags
 *   x-when: u_mqstat != 0 && (u_mqstat->mq_flags & ~O_NONBLOCK)
 * error: EBADF, no queue
 *   desc: mqdes is not a valid descriptor, or does not refer to a message queue.
 * error: EFAULT, bad old attributes
 *   x-when: u_omqstat != 0 && !writable(u_omqstat, 64)
 *
 * struct: mq_attr
 *   size: 64
 *   field: mq_flags
 *     type: int, input
 *     type-name: __kernel_long_t
 *     offset: 0
 *     size: 8
 */
SYSCALL_DEFINE3(mq_getsetattr, mqd_t, mqdes, const struct mq_attr __user *, u_mqstat,
		struct mq_attr __user *, u_omqstat)
