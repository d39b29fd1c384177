/**
 * sys_chroot - change the root directory of the caller
 * @filename: the directory
 *
 * contexts: process, sleepable
 * x-errors: open
 * x-order: checked
 *
 * param: filename
 *   type: path, input, user
 *   x-object: path:directory
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, path not readable
 *   x-when: walk(filename) == WALK_FAULT
 * error: ENAMETOOLONG, too long
 *   x-when: walk(filename) == WALK_PATH_TOO_LONG || walk(filename) == WALK_NAME_TOO_LONG
 * error: ENOENT, no such directory
 *   x-when: walk(filename) == WALK_MISSING || walk(filename) == WALK_EMPTY
 * error: ELOOP, too many links
 *   x-when: walk(filename) == WALK_LOOP
 * error: EACCES, a directory on the way may not be searched
 *   x-when: walk(filename) == WALK_DENIED
 * error: ENOTDIR, no directory
 *   x-when: walk(filename) == WALK_NOT_DIRECTORY ||
 *     walk(filename) == WALK_FOUND && path_kind(filename) != FILE_DIRECTORY
 * error: EACCES, the directory may not be searched
 *   x-when: !may_execute(filename)
 * error: EPERM, not allowed
 *   x-when: !ns_capable(CAP_SYS_CHROOT)
 *
 * capability: CAP_SYS_CHROOT
 *   type: perform_operation
 *   allows: changing the root
 *   without: EPERM.
 */
SYSCALL_DEFINE1(chroot, const char __user *, filename)
