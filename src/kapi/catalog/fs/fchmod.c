/**
 * sys_fchmod - set the permissions of an open file
 * @fd: the file
 * @mode: its permission bits
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   cdesc: Open for whatever, but not for paths only (O_PATH).
 *   x-violation: reject(EBADF)
 *   x-object: fd:any
 * param: mode
 *   type: uint, input
 *   constraint-type: mask(07777)
 *   x-violation: mask-off
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open, or for paths only
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EROFS, read-only
 *   x-when: mounted_read_only(fd)
 * error: EPERM, immutable or append-only
 *   x-when: immutable(fd) || append_only(fd)
 * error: EPERM, name space
 *   x-when: file_system(fd) == NSFS_MAGIC
 * error: EPERM, file of a process
 *   x-when: file_system(fd) == PROC_SUPER_MAGIC && inode(fd) > 1 &&
 *     inode(fd) < 0xf0000000
 *   desc: One below /proc/PID, or below /proc/sys; other files of /proc have
 *     larger numbers (PROC_DYNAMIC_FIRST).
 * error: EOPNOTSUPP, file without a name
 *   x-when: file_system(fd) == ANON_INODE_FS_MAGIC ||
 *     file_system(fd) == PID_FS_MAGIC
 *   desc: One of the kernel alone: epoll, eventfd, timerfd and so on. Before
 *     6.16 the one inode of all of them got the permissions.
 * error: EOVERFLOW, owner of the file has no ID there
 *   condition: Of a mount that maps IDs.
 *   x-needs: is_open(fd)
 * error: EPERM, file of another user
 *   x-when: !owns(fd) && !ns_capable(CAP_FOWNER)
 * error: EPERM, sealed against execution
 *   x-when: sealed(fd, F_SEAL_EXEC) && ((permissions(fd) ^ mode) & 0111)
 *   desc: A bit to execute a memory file would change (6.3).
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in chmod_common().
 *
 * side-effect: filesystem
 *   target: permissions of the file, but for S_ISGID
 *   x-after: (permissions(fd) & ~S_ISGID) == (mode & 07777 & ~S_ISGID)
 *   desc: What it was opened for stays.
 *   reversible: yes
 * side-effect: filesystem
 *   target: S_ISGID of the file
 *   x-when: (mode & S_ISGID) && ns_capable(CAP_FSETID)
 *   x-after: permissions(fd) & S_ISGID
 *   desc: Without the capability only where the caller is in the group of the
 *     file; else the bit is left out, and the call succeeds.
 *   reversible: yes
 *
 * capability: CAP_FOWNER
 *   type: bypass_check
 *   allows: files of other users
 *   without: EPERM
 *   x-when: !owns(fd)
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: S_ISGID for files of groups in which the caller is not
 *   without: The bit is left out.
 */
SYSCALL_DEFINE2(fchmod, unsigned int, fd, umode_t, mode)
