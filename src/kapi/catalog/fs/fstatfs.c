/**
 * sys_fstatfs - say what is known of the file system of an open file
 * @fd: the file
 * @buf: where it goes
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 * param: buf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: 120
 *   struct-type: struct statfs
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *   desc: A descriptor opened with O_PATH is as good as any (3.6).
 * error: EFAULT, no memory for the answer
 *   x-when: !writable(buf, 120)
 *
 * struct: statfs
 *   desc: As it is on x86-64.
 *   size: 120
 *   field: f_type
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 0
 *     size: 8
 *   field: f_bsize
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 8
 *     size: 8
 *   field: f_blocks
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 16
 *     size: 8
 *   field: f_bfree
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 24
 *     size: 8
 *   field: f_namelen
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 64
 *     size: 8
 *   field: f_flags
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 80
 *     size: 8
 *
 * side-effect: modify_state
 *   target: f_type, the magic number of the file system
 *   x-after: buf->f_type == file_system(fd)
 *   desc: So it is with O_PATH.
 *   reversible: no
 */
SYSCALL_DEFINE2(fstatfs, unsigned int, fd, struct statfs __user *, buf)
