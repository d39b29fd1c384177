/**
 * sys_signalfd4 - make a file from which pending signals are read, or change its set
 * @ufd: -1, or the file to change
 * @user_mask: the signals
 * @sizemask: bytes of that set
 * @flags: how the descriptor is made
 *
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 * x-order: checked
 *
 * param: ufd
 *   type: fd, input
 *   cdesc: -1 makes a file, another number must be one.
 *   x-object: fd:signalfd
 *
 * param: user_mask
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size-param: 2
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: sizemask
 *   type: uint, input
 *   constraint-type: enum(8)
 *   x-violation: reject(EINVAL)
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(SFD_CLOEXEC | SFD_NONBLOCK)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *   desc: The new descriptor, or ufd.
 *
 * error: EINVAL, wrong size of the set
 *   x-when: sizemask != 8
 *
 * error: EFAULT, set not readable
 *   x-when: !readable(user_mask, 8)
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(SFD_CLOEXEC | SFD_NONBLOCK)
 *   desc: Also when a file is changed and they have no use.
 *
 * error: ENOMEM, no memory for the file
 *   x-when: ufd == -1 && out_of(memory)
 *   x-order: any
 *
 * error: EMFILE, no number left
 *   x-when: ufd == -1 && lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENFILE, too many open files
 *   x-when: ufd == -1 && out_of(files)
 *
 * error: EBADF, no open file
 *   x-when: ufd != -1 && (!is_open(ufd) || path_only(ufd))
 *
 * error: EINVAL, another kind of file
 *   x-when: ufd != -1 && kind(ufd) != FILE_SIGNALFD
 *
 * side-effect: resource_create
 *   target: a file of signals, under the lowest free number
 *   condition: ufd is -1.
 *   reversible: yes
 *   x-when: ufd == -1
 *   x-after: kind(result) == FILE_SIGNALFD && result == old(lowest_free_fd())
 *
 * side-effect: modify_state
 *   target: number of open descriptors, which stays when a file is changed
 *   condition: ufd is a file of signals.
 *   x-when: ufd != -1
 *   x-after: result == ufd && open_files() == old(open_files())
 */
SYSCALL_DEFINE4(signalfd4, int, ufd, sigset_t __user *, user_mask, size_t, sizemask, int, flags)
