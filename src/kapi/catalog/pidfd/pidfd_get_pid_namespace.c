/**
 * PIDFD_GET_PID_NAMESPACE - open the PID name space of a process
 * @fd: a pidfd
 * @arg: 0
 *
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 6.11
 * subsystem: pidfs
 * x-object: fd:process
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: PIDFD_GET_PID_NAMESPACE
 * ioctl-direction: none
 * ioctl-number: _IO(0xFF, 5)
 *
 * param: arg
 *   type: uint, input
 *   type-name: unsigned long
 *   constraint-type: enum(0)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, a path only
 *   x-when: path_only(fd)
 *
 * error: EINVAL, the file answers so to what it does not know
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, no pidfd
 *   x-when: unknown_command(fd) == ENOTTY && kind(fd) != FILE_PIDFD
 *
 * error: EINVAL, argument
 *   x-when: arg != 0
 *
 * error: ESRCH, the process has ended
 *   x-when: poll(fd) & POLLIN
 *   desc: Also before its parent has waited for it.
 *
 * error: ESRCH, the process was waited for
 *   x-when: pidfd_process(fd) == -1
 *   x-order: any
 *   desc: Linux 6.12 checks the argument first, 6.18 this.
 *
 * error: EACCES, may not look at the process
 *   condition: The check of ptrace(2) with PTRACE_MODE_READ_FSCREDS fails.
 *   x-order: any
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * capability: CAP_SYS_PTRACE
 *   type: bypass_check
 *   allows: looking at processes of others
 *   without: EACCES
 *   desc: In the user name space of the process.
 *
 * state-trans: descriptor
 *   from: free
 *   to: open
 *   desc: The lowest free number.
 *   x-after: result == old(lowest_free_fd()) && close_on_exec(result) &&
 *     namespace_type(result) == CLONE_NEWPID
 */
#define PIDFD_GET_PID_NAMESPACE _IO(0xFF, 5)
