/**
 * sys_pidfd_open - make a descriptor of a process
 * @pid: the process
 * @flags: whether it may be a thread, and whether reading waits
 *
 * long-desc: The descriptor can be read, in the sense of poll, once the process
 *   has ended. execve closes it.
 *
 * contexts: process, sleepable
 * since-version: 5.3
 * x-errors: closed
 * x-order: checked
 *
 * param: pid
 *   type: int, input
 *   constraint-type: range(1, INT_MAX)
 *   x-violation: reject(EINVAL)
 *   x-object: pid:child
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(PIDFD_NONBLOCK | PIDFD_THREAD)
 *   cdesc: PIDFD_NONBLOCK is from 5.10, PIDFD_THREAD 6.9.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(PIDFD_NONBLOCK | PIDFD_THREAD)
 * error: EINVAL, no number of a process
 *   x-when: pid <= 0
 * error: ESRCH, no such process
 *   x-when: !process_exists(pid)
 *   desc: Nor one that was waited for.
 * error: ENOENT, thread of another number than its process
 *   x-when: !(flags & PIDFD_THREAD) && thread_group(pid) != pid
 *   desc: EINVAL up to 6.15.
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENFILE, too many open files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: ENOMEM, no memory for the file
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * side-effect: resource_create
 *   target: the lowest free number, which execve closes
 *   x-after: result == old(lowest_free_fd()) && kind(result) == FILE_PIDFD &&
 *     close_on_exec(result)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether waitid of it waits
 *   x-when: flags & PIDFD_NONBLOCK
 *   x-after: is_open(result) && (status_flags(result) & O_NONBLOCK)
 *   reversible: yes
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 */
SYSCALL_DEFINE2(pidfd_open, pid_t, pid, unsigned int, flags)
