/**
 * sys_fchdir - begin relative paths at a directory that is open
 * @fd: the directory
 *
 * long-desc: It is the directory of all threads of the process, and of its
 *   children.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   cdesc: One for paths only (O_PATH) will do.
 *   x-violation: reject(EBADF)
 *   x-object: fd:directory
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 * error: ENOTDIR, no directory
 *   x-when: kind(fd) != FILE_DIRECTORY
 * error: EACCES, directory not searchable
 *   x-when: !may_search(fd)
 *   desc: By its permissions now, not those when it was opened.
 *
 * lock: fs->lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In set_fs_pwd().
 *
 * side-effect: modify_state
 *   target: the working directory
 *   x-after: working_directory() == inode(fd)
 *   reversible: yes
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE1(fchdir, unsigned int, fd)
