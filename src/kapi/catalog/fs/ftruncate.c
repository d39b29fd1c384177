/**
 * sys_ftruncate - set the size of an open file
 * @fd: the file
 * @length: its new size in bytes
 *
 * long-desc: What is cut off is lost; what is new reads as zeros.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: longer = length > file_size(fd)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:regular
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
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: EINVAL, not open for writing
 *   x-when: !open_for_writing(fd)
 * error: EINVAL, no regular file
 *   x-when: kind(fd) != FILE_REGULAR && kind(fd) != FILE_SECRETMEM &&
 *     kind(fd) != FILE_PIDFD
 * error: EINVAL, too large without O_LARGEFILE
 *   x-when: !(status_flags(fd) & O_LARGEFILE) && length > INT_MAX
 *   desc: On 64-bit machines open sets that flag, mq_open does not.
 * error: EPERM, append-only
 *   x-when: append_only(fd)
 *   desc: An immutable one that is open for writing by ext4, too, and not by
 *     tmpfs.
 * error: EOPNOTSUPP, process
 *   x-when: kind(fd) == FILE_PIDFD
 * error: EINVAL, secret memory that has a size
 *   x-when: kind(fd) == FILE_SECRETMEM && file_size(fd)
 * error: EFBIG, longer than RLIMIT_FSIZE
 *   x-when: longer && length > RLIMIT_FSIZE
 * error: EFBIG, beyond the largest position
 *   x-when: longer && length > largest_position(fd)
 * error: ETXTBSY, active swap file
 *   x-when: !longer && swap_file(fd)
 * error: EINVAL, part of a huge page
 *   x-when: length % max(huge_pages(fd), 1)
 * error: EPERM, sealed
 *   x-when: longer ? sealed(fd, F_SEAL_GROW) :
 *     length < file_size(fd) && sealed(fd, F_SEAL_SHRINK)
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in do_truncate().
 *
 * signal: SIGXFSZ
 *   direction: send
 *   action: coredump
 *   x-when: open_for_writing(fd) && !append_only(fd) && longer &&
 *     length > RLIMIT_FSIZE && (length <= INT_MAX || (status_flags(fd) &
 *     O_LARGEFILE)) && (kind(fd) == FILE_REGULAR ||
 *     kind(fd) == FILE_SECRETMEM && !file_size(fd))
 *
 * side-effect: filesystem
 *   target: size of the file
 *   x-after: file_size(fd) == length || file_system(fd) == SYSFS_MAGIC
 *   desc: The position stays. A file of /sys keeps its size.
 *   reversible: no
 * side-effect: filesystem
 *   target: set-user-ID bit of the file, which goes
 *   x-when: (permissions(fd) & S_ISUID) && !CAP_FSETID
 *   x-after: !(permissions(fd) & S_ISUID)
 *   desc: So does the set-group-ID bit of what a group may execute.
 *   reversible: yes
 *
 * capability: CAP_FSETID
 *   type: bypass_check
 *   allows: keeping the set-user-ID and set-group-ID bits of the file
 *   without: They are taken away.
 */
SYSCALL_DEFINE2(ftruncate, unsigned int, fd, off_t, length)
