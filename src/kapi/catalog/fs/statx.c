/**
 * sys_statx - say what is known of a file
 * @dfd: where a relative path begins
 * @filename: its path, or empty for dfd itself
 * @flags: how the path is followed
 * @mask: what is wanted, STATX_*
 * @buffer: where it goes
 *
 * long-desc: More may be told than is wanted, and less where the file system
 *   does not know it: stx_mask says what is there.
 *
 * contexts: process, sleepable
 * since-version: 4.11
 * x-errors: open
 * x-order: checked
 * x-where: sync = flags & AT_STATX_SYNC_TYPE; null = !filename && (flags &
 *   AT_EMPTY_PATH); itself = (flags & AT_EMPTY_PATH) && dfd >= 0 &&
 *     (!filename || !string_length(filename));
 *   walked = walk_at(dfd, filename, flags);
 *   file = path_kind_at(dfd, filename, flags)
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
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH
 *     | AT_STATX_SYNC_TYPE)
 *   cdesc: AT_STATX_FORCE_SYNC and AT_STATX_DONT_SYNC not together.
 *   x-violation: reject(EINVAL)
 * param: mask
 *   type: uint, input
 *   constraint-type: mask(0x7fffffff)
 *   cdesc: Bits that are not known are passed over.
 *   x-violation: reject(EINVAL)
 * param: buffer
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct statx)
 *   struct-type: struct statx
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, bit that is kept for later
 *   x-when: mask & 0x80000000
 *   desc: STATX__RESERVED.
 * error: EINVAL, synchronized and not
 *   x-when: sync == AT_STATX_SYNC_TYPE
 * error: EINVAL, unknown flag
 *   x-when: !itself && (flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT |
 *     AT_EMPTY_PATH | AT_STATX_SYNC_TYPE))
 *   desc: What is asked of dfd itself looks at no other flag (6.13).
 * error: ENOENT, empty path
 *   x-when: walked == WALK_EMPTY
 * error: EFAULT, path not readable
 *   x-when: filename ? walked == WALK_FAULT : !(flags & AT_EMPTY_PATH)
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
 *   x-when: !writable(buffer, sizeof(struct statx))
 *
 * struct: statx
 *   size: sizeof(struct statx)
 *   desc: After these follow times, devices and what came later.
 *   field: stx_mask
 *     type: uint, output
 *     type-name: __u32
 *     offset: 0
 *     size: 4
 *   field: stx_attributes
 *     type: uint, output
 *     type-name: __u64
 *     offset: 8
 *     size: 8
 *   field: stx_nlink
 *     type: uint, output
 *     type-name: __u32
 *     offset: 16
 *     size: 4
 *   field: stx_uid
 *     type: uint, output
 *     type-name: __u32
 *     offset: 20
 *     size: 4
 *   field: stx_gid
 *     type: uint, output
 *     type-name: __u32
 *     offset: 24
 *     size: 4
 *   field: stx_mode
 *     type: uint, output
 *     type-name: __u16
 *     offset: 28
 *     size: 2
 *   field: stx_size
 *     type: uint, output
 *     type-name: __u64
 *     offset: 40
 *     size: 8
 *
 * side-effect: modify_state
 *   target: stx_mode, in which S_IFDIR stands for a directory
 *   x-after: ((buffer->stx_mode & S_IFMT) == S_IFDIR) ==
 *     (file == FILE_DIRECTORY)
 *   reversible: no
 * side-effect: modify_state
 *   target: stx_size of a file
 *   x-when: file == FILE_REGULAR
 *   x-after: buffer->stx_size == path_size_at(dfd, filename, flags)
 *   reversible: no
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE5(statx,
		int, dfd, const char __user *, filename, unsigned, flags,
		unsigned int, mask,
		struct statx __user *, buffer)
