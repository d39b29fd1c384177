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
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_EXCL)
 *   cdesc: O_EXCL is O_NOTIFICATION_PIPE. O_DIRECT is from 3.4, O_EXCL 5.8.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_EXCL)
 * error: ENFILE, user has too much in pipes
 *   condition: The pipes of the user have fs.pipe-user-pages-hard pages, and
 *     the caller neither CAP_SYS_RESOURCE nor CAP_SYS_ADMIN.
 *   x-order: any
 *   desc: Also where there is no memory for the pipe itself.
 * error: ENOMEM, no memory for the files
 *   x-when: out_of(memory)
 *   x-order: any
 * error: ENOPKG, no notification pipes
 *   x-when: (flags & O_EXCL) && !CONFIG_WATCH_QUEUE
 * error: ENFILE, too many open files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: EMFILE, two numbers are not left
 *   x-when: free_fd_from(lowest_free_fd() + 1) >= RLIMIT_NOFILE
 * error: EFAULT, no memory for the numbers
 *   x-when: !writable(fildes, 2 * sizeof(int))
 *   desc: The pipe has been made, and is taken away again.
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while a number is taken.
 *
 * struct: pipe_ends
 *   desc: int[2]; the name is made up here.
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
 *   x-after: fildes->reading == old(lowest_free_fd()) &&
 *     kind(fildes->reading) == FILE_PIPE && open_for_reading(fildes->reading)
 *   reversible: yes
 * side-effect: resource_create
 *   target: the end to write to, under the next free number
 *   x-after: fildes->writing == old(free_fd_from(lowest_free_fd() + 1)) &&
 *     open_for_writing(fildes->writing) &&
 *     same_inode(fildes->reading, fildes->writing)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether execve closes both ends
 *   x-when: flags & O_CLOEXEC
 *   x-after: close_on_exec(fildes->reading) && close_on_exec(fildes->writing)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether both ends wait
 *   x-when: flags & O_NONBLOCK
 *   x-after: (status_flags(fildes->reading) & O_NONBLOCK) &&
 *     (status_flags(fildes->writing) & O_NONBLOCK)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether each write stays apart (packets)
 *   x-when: flags & O_DIRECT
 *   x-after: status_flags(fildes->writing) & O_DIRECT
 *   reversible: yes
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 * capability: CAP_SYS_RESOURCE
 *   type: bypass_check
 *   allows: more pages than fs.pipe-user-pages-hard
 *   without: ENFILE
 *   alternatives: CAP_SYS_ADMIN
 */
SYSCALL_DEFINE2(pipe2, int __user *, fildes, int, flags)
