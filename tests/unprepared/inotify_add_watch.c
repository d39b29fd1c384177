/**
 * sys_inotify_add_watch - watch a file, or change how it is watched
 * @fd: where the events are read
 * @pathname: the file
 * @mask: which events, and how
 *
 * contexts: process, sleepable
 * since-version: 2.6.13
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:inotify
 *
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(ENOENT)
 *   x-object: path:existing
 *
 * param: mask
 *   type: uint, input
 *   constraint-type: mask(IN_ALL_EVENTS | IN_UNMOUNT | IN_Q_OVERFLOW | IN_IGNORED | IN_ONLYDIR |
 *     IN_DONT_FOLLOW | IN_EXCL_UNLINK | IN_MASK_ADD | IN_MASK_CREATE | IN_ISDIR | IN_ONESHOT)
 *   cdesc: At least one bit.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 1, INT_MAX
 *   desc: The number of the watch.
 *
 * error: EINVAL, unknown bit
 *   x-when: mask & ~(IN_ALL_EVENTS | IN_UNMOUNT | IN_Q_OVERFLOW | IN_IGNORED | IN_ONLYDIR |
 *     IN_DONT_FOLLOW | IN_EXCL_UNLINK | IN_MASK_ADD | IN_MASK_CREATE | IN_ISDIR | IN_ONESHOT)
 *
 * error: EINVAL, no bit
 *   x-when: mask == 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 *
 * error: EINVAL, both to add and to create
 *   x-when: (mask & IN_MASK_ADD) && (mask & IN_MASK_CREATE)
 *
 * error: EINVAL, another kind of file
 *   x-when: kind(fd) != FILE_INOTIFY
 *
 * error: EFAULT, path not readable
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_FAULT
 *
 * error: ENAMETOOLONG, path too long
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_PATH_TOO_LONG
 *
 * error: ENAMETOOLONG, name in the path too long
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_NAME_TOO_LONG
 *
 * error: ENOENT, empty path
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_EMPTY
 *
 * error: ENOENT, no such file
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_MISSING
 *
 * error: ENOTDIR, part of the path is no directory
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_NOT_DIRECTORY
 *
 * error: EACCES, directory of the path not searchable
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_DENIED
 *
 * error: ELOOP, too many symbolic links
 *   x-when: walk_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) ==
 *     WALK_LOOP
 *
 * error: ENOTDIR, no directory though one was asked for
 *   x-when: (mask & IN_ONLYDIR) && path_kind_at(AT_FDCWD, pathname,
 *     mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0) != FILE_DIRECTORY
 *
 * error: EACCES, file not readable
 *   x-when: !may_read_at(AT_FDCWD, pathname, mask & IN_DONT_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0)
 *
 * error: EEXIST, watched already
 *   condition: mask has IN_MASK_CREATE, and fd watches the file, under whatever name.
 *
 * error: ENOMEM, no memory for the watch
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: ENOSPC, too many watches
 *   condition: The file is not watched yet, and the instances of the user have
 *     fs.inotify.max_user_watches watches.
 *
 * side-effect: modify_state
 *   target: watches of fd, in /proc/self/fdinfo
 *   condition: The call succeeds. A file that is watched already keeps its number; its events are
 *     replaced, and with IN_MASK_ADD extended.
 *   reversible: yes
 */
SYSCALL_DEFINE3(inotify_add_watch, int, fd, const char __user *, pathname, u32, mask)
