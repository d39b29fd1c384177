/**
 * sys_inotify_rm_watch - stop watching a file
 * @fd: where its events are read
 * @wd: the number of the watch
 *
 * contexts: process, sleepable
 * x-errors: closed
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-object: fd:inotify-watching
 * param: wd
 *   type: int, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EINVAL, another kind of file
 *   x-when: kind(fd) != FILE_INOTIFY
 * error: EINVAL, no such watch
 *   condition: wd is not the number of a watch of fd.
 */
SYSCALL_DEFINE2(inotify_rm_watch, int, fd, __s32, wd)
