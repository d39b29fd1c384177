/**
 * sys_access - ask what the caller may do with a file
 * @filename: the file
 * @mode: what is asked for
 *
 * long-desc: For the real user and group, not for those with which files are
 *   opened. A real user other than root has no capability then, unless
 *   SECBIT_NO_SETUID_FIXUP is set.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: walked = walk(filename);
 *   kind = path_kind(filename);
 *   root = uid() == 0 && permitted(CAP_DAC_OVERRIDE) && !(mode & X_OK)
 *
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: mode
 *   type: int, input
 *   constraint-type: mask(R_OK | W_OK | X_OK)
 *   cdesc: 0 is F_OK, whether it is there.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown permission
 *   x-when: mode & ~(R_OK | W_OK | X_OK)
 * error: EFAULT, path not readable
 *   x-when: walked == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: walked == WALK_EMPTY
 * error: EACCES, real user has no permission
 *   condition: Of the file or of a directory on the way, where it is another
 *     than the effective one, or lacks the capabilities of that; root has it.
 *   x-needs: !acts_as_real_user() && !root
 * error: EACCES, directory not searchable
 *   x-when: acts_as_real_user() && walked == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 * error: ENOENT, no such file
 *   x-when: walked == WALK_MISSING
 * error: EACCES, mount without programs
 *   x-when: (mode & X_OK) && kind == FILE_REGULAR &&
 *     path_mounted_noexec(filename)
 * error: EPERM, immutable
 *   x-when: (mode & W_OK) && path_immutable(filename)
 * error: EACCES, no permission
 *   x-when: acts_as_real_user() && (
 *     (mode & R_OK) && !may_read(filename) ||
 *     (mode & W_OK) && !may_write(filename) ||
 *     (mode & X_OK) && !may_execute(filename))
 * error: EROFS, read-only
 *   x-when: (mode & W_OK) &&
 *     (kind == FILE_REGULAR || kind == FILE_DIRECTORY) &&
 *     path_mounted_read_only(filename)
 *   x-order: any
 *   desc: A file system before EPERM, a mount here.
 *
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: files and directories whatever their permission bits say, but for
 *     execution of a file that nobody may execute
 *   without: EACCES
 *   desc: To the real user root alone.
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories, and reading any file
 *   without: EACCES
 *   desc: As CAP_DAC_OVERRIDE.
 */
SYSCALL_DEFINE2(access, const char __user *, filename, int, mode)
