/**
 * sys_newfstat - say what is known of an open file
 * @fd: the file
 * @statbuf: where it goes
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *
 * param: statbuf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: 144
 *   struct-type: struct stat
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
 *   desc: A descriptor opened with O_PATH is as good as any.
 *
 * error: EFAULT, no memory for the answer
 *   x-when: !writable(statbuf, 144)
 *
 * struct: stat
 *   desc: As it is on x86-64.
 *   size: 144
 *   field: st_dev
 *     type: uint, output
 *     type-name: __kernel_ulong_t
 *     offset: 0
 *     size: 8
 *   field: st_ino
 *     type: uint, output
 *     type-name: __kernel_ulong_t
 *     offset: 8
 *     size: 8
 *   field: st_nlink
 *     type: uint, output
 *     type-name: __kernel_ulong_t
 *     offset: 16
 *     size: 8
 *   field: st_mode
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 24
 *     size: 4
 *   field: st_uid
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 28
 *     size: 4
 *   field: st_gid
 *     type: uint, output
 *     type-name: unsigned int
 *     offset: 32
 *     size: 4
 *   field: st_rdev
 *     type: uint, output
 *     type-name: __kernel_ulong_t
 *     offset: 40
 *     size: 8
 *   field: st_size
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 48
 *     size: 8
 *
 * side-effect: modify_state
 *   target: st_ino in statbuf
 *   condition: The call succeeds.
 *   x-after: statbuf->st_ino == inode(fd)
 *
 * side-effect: modify_state
 *   target: st_size in statbuf
 *   condition: The call succeeds for a regular file.
 *   x-when: kind(fd) == FILE_REGULAR
 *   x-after: statbuf->st_size == file_size(fd)
 *
 * side-effect: modify_state
 *   target: kind of file in statbuf
 *   condition: The call succeeds.
 *   x-when: kind(fd) == FILE_DIRECTORY
 *   x-after: (statbuf->st_mode & S_IFMT) == S_IFDIR
 */
SYSCALL_DEFINE2(newfstat, unsigned int, fd, struct stat __user *, statbuf)
