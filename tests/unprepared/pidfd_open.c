/**
 * sys_pidfd_open - get a descriptor of a process
 * @pid: the process
 * @flags: PIDFD_NONBLOCK, PIDFD_THREAD or 0
 *
 * contexts: process, sleepable
 * x-errors: closed
 *
 * param: pid
 *   type: int, input
 *   x-object: pid
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(PIDFD_NONBLOCK | PIDFD_THREAD)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *
 * error: EINVAL, unknown flags
 *   condition: flags has bits other than PIDFD_NONBLOCK and PIDFD_THREAD.
 * error: EINVAL, no process number
 *   condition: pid is zero or negative.
 * error: ESRCH, no such process
 *   condition: The process does not exist.
 * error: EMFILE, too many open files
 *   condition: The limit on the number of open file descriptors of the process has been reached.
 * error: ENFILE, too many open files in the system
 *   condition: The system-wide limit on the total number of open files has been reached.
 * error: ENOMEM, no memory
 *   condition: Insufficient kernel memory was available.
 * error: ENOENT, no leader of its group
 *   condition: PIDFD_THREAD is not set, and pid is a thread that is not the leader of its group.
 *
 * side-effect: resource_create
 *   target: a new descriptor, closed on exec
 *   x-after: is_open(result) && kind(result) == FILE_PIDFD && close_on_exec(result)
 */
SYSCALL_DEFINE2(pidfd_open, pid_t, pid, unsigned int, flags)
