/**
 * sys_newfstat - say what is known of an open file
 * @fd: the file
 * @statbuf: where it goes
 *
 * long-desc: What the fstat of the C library called before 2.33; since then it
 *   calls newfstatat with an empty path.
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
 * param: statbuf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct stat)
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
 * error: EFAULT, no memory for the answer
 *   x-when: !writable(statbuf, sizeof(struct stat))
 *
 * struct: stat
 *   desc: As it is on x86-64. Sizes in blocks and times follow.
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
 *   target: st_ino and st_dev, which together name the file
 *   x-after: statbuf->st_ino == inode(fd) && statbuf->st_dev == device(fd)
 *   reversible: no
 * side-effect: modify_state
 *   target: st_rdev, the device for which a device file stands, else 0
 *   x-after: statbuf->st_ino == inode(fd) && statbuf->st_rdev ==
 *     device_number(fd)
 *   reversible: no
 * side-effect: modify_state
 *   target: st_size of a file
 *   x-when: kind(fd) == FILE_REGULAR
 *   x-after: statbuf->st_size == file_size(fd)
 *   reversible: no
 * side-effect: modify_state
 *   target: st_mode, the permissions, and S_IFDIR of a directory
 *   x-after: statbuf->st_ino == inode(fd) && ((statbuf->st_mode & S_IFMT) ==
 *     S_IFDIR) == (kind(fd) == FILE_DIRECTORY) && (statbuf->st_mode & 07777) ==
 *     permissions(fd)
 *   reversible: no
 */
SYSCALL_DEFINE2(newfstat, unsigned int, fd, struct stat __user *, statbuf)
