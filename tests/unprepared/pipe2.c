/**
 * sys_pipe2 - make a pipe
 * @fildes: where the numbers of its two ends go, the one to read from first
 * @flags: how it is made
 *
 * contexts: process, sleepable
 * since-version: 2.6.27
 * x-errors: closed
 * x-order: checked
 *
 * param: fildes
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: 2 * sizeof(int)
 *   struct-type: struct pipe_ends
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_EXCL)
 *   cdesc: O_EXCL is O_NOTIFICATION_PIPE.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_EXCL)
 *
 * error: ENFILE, too much in pipes
 *   condition: The pipes of the user have fs.pipe-user-pages-hard pages, and the user has
 *     neither CAP_SYS_RESOURCE nor CAP_SYS_ADMIN; or there is no memory for the pipe.
 *
 * error: ENOPKG, no notification pipes
 *   x-when: (flags & O_EXCL) && !CONFIG_WATCH_QUEUE
 *
 * error: ENFILE, too many open files
 *   condition: The system has fs.file-max open files.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: EMFILE, one number left
 *   condition: Below RLIMIT_NOFILE one number is free, and two are needed.
 *
 * error: EFAULT, no memory for the numbers
 *   x-when: !writable(fildes, 2 * sizeof(int))
 *   desc: Checked when the pipe is made; it is taken away again.
 *
 * side-effect: resource_create
 *   target: two descriptors
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: open_files() == old(open_files()) + 2
 *
 * struct: pipe_ends
 *   desc: Two numbers in a row, int[2]; the name is made up here.
 *   size: 8
 *   field: reading
 *     type: fd, output
 *     type-name: int
 *     offset: 0
 *     size: 4
 *   field: writing
 *     type: fd, output
 *     type-name: int
 *     offset: 4
 *     size: 4
 *
 * side-effect: resource_create
 *   target: the end to read from, under the lowest free number
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: fildes->reading == old(lowest_free_fd()) && kind(fildes->reading) == FILE_PIPE &&
 *     open_for_reading(fildes->reading) && !open_for_writing(fildes->reading)
 *
 * side-effect: resource_create
 *   target: the end to write to
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: fildes->writing > fildes->reading && open_for_writing(fildes->writing) &&
 *     !open_for_reading(fildes->writing) && same_inode(fildes->reading, fildes->writing)
 *
 * side-effect: modify_state
 *   target: whether execve closes both ends
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: close_on_exec(fildes->reading) == ((flags & O_CLOEXEC) != 0) &&
 *     close_on_exec(fildes->writing) == ((flags & O_CLOEXEC) != 0)
 */
SYSCALL_DEFINE2(pipe2, int __user *, fildes, int, flags)
