/**
 * sys_newlstat - say what is known of a file or a symbolic link
 * @filename: its path
 * @statbuf: where it goes
 *
 * long-desc: What the lstat of the C library called before 2.33; since then it
 *   calls newfstatat.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: walked = walk_at(AT_FDCWD, filename, AT_SYMLINK_NOFOLLOW);
 *   file = path_kind_at(AT_FDCWD, filename, AT_SYMLINK_NOFOLLOW);
 *   mode = statbuf->st_mode & S_IFMT
 *
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
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: ENOENT, empty path
 *   x-when: walked == WALK_EMPTY
 * error: EFAULT, path not readable
 *   x-when: walked == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
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
 *   x-after: statbuf->st_size == path_size_at(AT_FDCWD, filename,
 *     AT_SYMLINK_NOFOLLOW)
 *   reversible: no
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE2(newlstat, const char __user *, filename,
		struct stat __user *, statbuf)
