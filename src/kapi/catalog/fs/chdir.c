/**
 * sys_chdir - begin relative paths at another directory
 * @filename: the directory
 *
 * long-desc: It is the directory of all threads of the process, and of its
 *   children.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:directory
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, path not readable
 *   x-when: walk(filename) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(filename) == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: ENOENT, empty path
 *   x-when: walk(filename) == WALK_EMPTY
 * error: EACCES, directory on the way not searchable
 *   x-when: walk(filename) == WALK_DENIED
 * error: ENOTDIR, no directory on the way
 *   x-when: walk(filename) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk(filename) == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walk(filename) == WALK_LOOP
 * error: ENOENT, no such directory
 *   x-when: walk(filename) == WALK_MISSING
 * error: ENOTDIR, no directory
 *   x-when: exists(filename) && path_kind(filename) != FILE_DIRECTORY
 * error: EACCES, directory not searchable
 *   x-when: exists(filename) && !may_execute(filename)
 *   desc: That it can be read is not asked.
 *
 * lock: fs->lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In set_fs_pwd().
 *
 * side-effect: modify_state
 *   target: the working directory
 *   x-after: working_directory() == old(path_inode(filename))
 *   reversible: yes
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE1(chdir, const char __user *, filename)
