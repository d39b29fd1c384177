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
 *
 * param: dfd
 *   type: fd, input
 *   cdesc: AT_FDCWD, a directory, or with an empty path a link that was opened with O_PATH and
 *     O_NOFOLLOW; not looked at when the path is absolute.
 *
 * param: pathname
 *   type: path, input, user
 *   x-object: path:symlink
 *
 * param: buf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 3
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
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
 *
 * error: EFAULT, path not readable
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_FAULT
 *
 * error: ENAMETOOLONG, path too long
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_PATH_TOO_LONG
 *
 * error: EBADF, nothing to begin at
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_BAD_FD
 *
 * error: ENAMETOOLONG, name too long
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, not there
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_MISSING
 *
 * error: ENOTDIR, part of the path is no directory
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_NOT_DIRECTORY
 *
 * error: EACCES, directory of the path not searchable
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_DENIED
 *
 * error: ELOOP, too many symbolic links
 *   x-when: walk_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == WALK_LOOP
 *   desc: Before the last name; a link that leads to itself is read.
 *
 * error: ENOENT, empty path and no link
 *   x-when: string_length(pathname) == 0 &&
 *     path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != FILE_SYMLINK
 *
 * error: EINVAL, no link
 *   x-when: string_length(pathname) != 0 &&
 *     path_kind_at(dfd, pathname, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != FILE_SYMLINK
 *
 * error: EFAULT, no memory for the text
 *   x-when: !writable(buf, 1)
 *
 * error: EFAULT, memory for part of the text
 *   condition: The memory at buf ends before the text and before bufsiz.
 */
SYSCALL_DEFINE4(readlinkat, int, dfd, const char __user *, pathname, char __user *, buf,
		int, bufsiz)
