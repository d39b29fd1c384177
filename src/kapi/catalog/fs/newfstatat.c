/**
 * sys_newfstatat - say what is known of a file
 * @dfd: where a relative path begins
 * @filename: its path, or empty for dfd itself
 * @statbuf: where it goes
 * @flag: how the path is followed
 *
 * long-desc: What the stat, lstat and fstat of the C library call.
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: null = !filename && (flag & AT_EMPTY_PATH);
 *   itself = (flag & AT_EMPTY_PATH) && dfd >= 0 &&
 *     (!filename || !string_length(filename));
 *   walked = walk_at(dfd, filename, flag);
 *   file = path_kind_at(dfd, filename, flag);
 *   mode = statbuf->st_mode & S_IFMT
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD, a directory, or with AT_EMPTY_PATH any open file; not
 *     looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: statbuf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct stat)
 *   struct-type: struct stat
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: flag
 *   type: int, input
 *   constraint-type: mask(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH
 *     | AT_STATX_SYNC_TYPE)
 *   cdesc: AT_NO_AUTOMOUNT, which changes nothing since 4.14, is from 2.6.38,
 *     AT_EMPTY_PATH 2.6.39.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: !itself && (flag & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT |
 *     AT_EMPTY_PATH | AT_STATX_SYNC_TYPE))
 *   desc: What is asked of dfd itself looks at no other flag (6.13).
 * error: ENOENT, empty path
 *   x-when: walked == WALK_EMPTY
 * error: EFAULT, path not readable
 *   x-when: filename ? walked == WALK_FAULT : !(flag & AT_EMPTY_PATH)
 *   desc: With AT_EMPTY_PATH, NULL is as good as an empty path (6.11).
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: EBADF, dfd is not open
 *   x-when: null ? dfd != AT_FDCWD && !is_open(dfd) : walked == WALK_BAD_FD
 *   desc: An absolute path needs none.
 * error: EACCES, directory not searchable
 *   x-when: walked == WALK_DENIED
 *   desc: Of the file itself no permission is needed.
 * error: ENOTDIR, no directory on the way
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 * error: ENOENT, no such file or directory
 *   x-when: walked == WALK_MISSING
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
 *   target: st_mode, in which S_IFDIR stands for a directory
 *   x-after: (mode == S_IFDIR) == (file ==
 *     FILE_DIRECTORY)
 *   reversible: no
 * side-effect: modify_state
 *   target: st_size of a file
 *   x-when: file == FILE_REGULAR
 *   x-after: statbuf->st_size == path_size_at(dfd, filename, flag)
 *   reversible: no
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE4(newfstatat, int, dfd, const char __user *, filename,
		struct stat __user *, statbuf, int, flag)
