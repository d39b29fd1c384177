/**
 * sys_pipe - make a pipe
 * @fildes: where the numbers of its two ends go, the one to read from first
 *
 * contexts: process, sleepable
 * since-version: 1.0
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
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: ENFILE, user has too much in pipes
 *   condition: The pipes of the user have fs.pipe-user-pages-hard pages, and
 *     the caller neither CAP_SYS_RESOURCE nor CAP_SYS_ADMIN.
 *   x-order: any
 *   desc: Also where there is no memory for the pipe itself.
 * error: ENOMEM, no memory for the files
 *   x-when: out_of(memory)
 *   x-order: any
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
SYSCALL_DEFINE1(pipe, int __user *, fildes)
