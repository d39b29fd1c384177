/**
 * sys_io_setup - make a context for asynchronous I/O
 * @nr_events: how many requests at least
 * @ctxp: where its id goes
 *
 * contexts: process, sleepable
 * x-errors: closed
 * x-order: checked
 *
 * param: nr_events
 *   type: uint, input
 *   type-name: unsigned
 * param: ctxp
 *   type: user_ptr, inout, user
 *   type-name: aio_context_t __user *
 *   size: 8
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, id not readable
 *   x-when: !readable(ctxp, 8)
 * error: EINVAL, id is not zero
 *   x-when: *ctxp != 0
 * error: EINVAL, no requests
 *   x-when: nr_events == 0
 * error: EINVAL, too many requests for the kernel
 *   x-when: nr_events > 0x400000
 * error: EAGAIN, too many requests for the system
 *   x-when: nr_events > sysctl("fs.aio-max-nr")
 * error: ENOMEM, no memory
 *   x-when: out_of(memory)
 *   x-order: any
 * error: EFAULT, id not writable
 *   x-when: !writable(ctxp, 8)
 */
SYSCALL_DEFINE2(io_setup, unsigned, nr_events, aio_context_t __user *, ctxp)
