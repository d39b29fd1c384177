/**
 * sys_readlinkat - read where a symbolic link leads
 * @dfd: where a relative path begins
 * @pathname: the link, or empty for dfd itself
 * @buf: where the text goes, without a zero at its end
 * @bufsiz: bytes there
 *
 * contexts: process, sleepable
 * since-version: 2.6.16
 * x-errors: open
 * x-order: checked
 * x-where: flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
 *   walked = walk_at(dfd, pathname, flags);
 *   other = path_kind_at(dfd, pathname, flags) != FILE_SYMLINK
 *
 * param: dfd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: AT_FDCWD, a directory, or with an empty path (2.6.39) a link that
 *     was opened with O_PATH and O_NOFOLLOW; not looked at for an absolute
 *     path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:symlink
 * param: buf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 3
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: bufsiz
 *   type: int, input
 *   constraint-type: range(1, INT_MAX)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 1, bufsiz
 *   desc: The bytes of the text that were stored; more are cut off.
 *
 * error: EINVAL, no room
 *   x-when: bufsiz <= 0
 * error: EFAULT, path not readable
 *   x-when: walked == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: EBADF, dfd is not open
 *   x-when: walked == WALK_BAD_FD
 *   desc: An absolute path needs none.
 * error: EACCES, directory not searchable
 *   x-when: walked == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 *   desc: Before the last name; a link that leads to itself is read.
 * error: ENOENT, not there
 *   x-when: walked == WALK_MISSING
 * error: ENOENT, empty path and no link
 *   x-when: string_length(pathname) == 0 && other
 * error: EINVAL, no link
 *   x-when: string_length(pathname) != 0 && other
 * error: EFAULT, no memory for the text
 *   x-when: !writable(buf, min(bufsiz, path_size_at(dfd, pathname, flags)))
 *
 * side-effect: modify_state
 *   target: the bytes at buf
 *   desc: As many as the call says, none after them.
 *   reversible: no
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE4(readlinkat, int, dfd, const char __user *, pathname,
		char __user *, buf, int, bufsiz)
