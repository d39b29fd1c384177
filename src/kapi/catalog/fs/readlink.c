/**
 * sys_readlink - read where a symbolic link leads
 * @path: the link
 * @buf: where the text goes, without a zero at its end
 * @bufsiz: bytes there
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: flags = AT_SYMLINK_NOFOLLOW;
 *   walked = walk_at(AT_FDCWD, path, flags);
 *   other = path_kind_at(AT_FDCWD, path, flags) != FILE_SYMLINK
 *
 * param: path
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:symlink
 * param: buf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 2
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
 *   x-when: walked == WALK_MISSING || walked == WALK_EMPTY
 * error: EINVAL, no link
 *   x-when: other
 * error: EFAULT, no memory for the text
 *   x-when: !writable(buf, min(bufsiz, path_size_at(AT_FDCWD, path, flags)))
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
SYSCALL_DEFINE3(readlink, const char __user *, path, char __user *, buf,
		int, bufsiz)
