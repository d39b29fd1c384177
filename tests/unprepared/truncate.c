/**
 * sys_truncate - set the size of a file
 * @path: the file
 * @length: its new size in bytes
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: path
 *   type: path, input, user
 *   x-object: path:file
 *
 * param: length
 *   type: int, input
 *   constraint-type: range(0, LONG_MAX)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, negative size
 *   x-when: length < 0
 *
 * error: EFAULT, path not readable
 *   x-when: walk(path) == WALK_FAULT
 *
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(path) == WALK_PATH_TOO_LONG
 *
 * error: ENOENT, empty path
 *   x-when: walk(path) == WALK_EMPTY
 *
 * error: ENAMETOOLONG, name too long
 *   x-when: walk(path) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, not there
 *   x-when: walk(path) == WALK_MISSING
 *
 * error: ENOTDIR, part of the path is no directory
 *   x-when: walk(path) == WALK_NOT_DIRECTORY
 *
 * error: EACCES, not searchable
 *   x-when: walk(path) == WALK_DENIED
 *
 * error: ELOOP, too many links
 *   x-when: walk(path) == WALK_LOOP
 *
 * error: EISDIR, directory
 *   x-when: path_kind(path) == FILE_DIRECTORY
 *
 * error: EINVAL, no file
 *   x-when: path_kind(path) != FILE_REGULAR
 *
 * error: EROFS, read-only
 *   x-when: path_mounted_read_only(path)
 *
 * error: EACCES, not writable
 *   x-when: !may_write(path)
 *   x-order: any
 *
 * error: EPERM, immutable
 *   x-when: path_immutable(path)
 *   x-order: any
 *
 * error: EPERM, append-only
 *   x-when: path_append_only(path)
 *
 * error: ETXTBSY, program that runs
 *   condition: The file is a program that is being executed.
 *
 * error: EFBIG, file size limit
 *   condition: The file would become larger than RLIMIT_FSIZE.
 */
SYSCALL_DEFINE2(truncate, const char __user *, path, long, length)
