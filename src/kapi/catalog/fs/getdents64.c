/**
 * sys_getdents64 - read names from a directory
 * @fd: the directory
 * @dirent: where they go
 * @count: bytes there
 *
 * long-desc: Each record is aligned to 8 bytes and says how long it is. The
 *   order is that of the file system; "." and ".." are among the names.
 *
 * contexts: process, sleepable
 * since-version: 2.4
 * x-errors: open
 * x-order: checked
 * x-where: directory = kind(fd) == FILE_DIRECTORY; next = next_name_bytes(fd)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:directory
 * param: dirent
 *   type: user_ptr, output, user
 *   size-param: 2
 *   struct-type: struct linux_dirent64
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: count
 *   type: uint, input
 *   constraint-type: range(24, 2147483647)
 *   cdesc: A name of 255 letters needs 280; none is needed at the end.
 *   x-violation: unspecified
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, count
 *   desc: How many bytes were stored, 0 where no name is left.
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: ENOTDIR, no directory
 *   x-when: !directory
 * error: ENOENT, directory was removed
 *   x-when: directory && !link_count(fd)
 *   desc: It is only held open. Also where there is no room.
 * error: EINVAL, no room for the next name
 *   x-when: next > max(ALIGN_DOWN((int)count, 8), 0)
 *   desc: The number is taken for a signed one.
 * error: EFAULT, memory for the next name not writable
 *   x-when: !writable(dirent, next)
 *   desc: Where some names could be stored, these are read.
 *
 * lock: inode->i_rwsem
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: Of the directory, for reading in iterate_dir().
 *
 * lock: file->f_pos_lock
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In fdget_pos(), always for a directory.
 *
 * side-effect: modify_state
 *   target: length of the first record
 *   x-when: result > 0
 *   x-after: dirent->d_reclen >= 24 && dirent->d_reclen <= result
 *   reversible: no
 * side-effect: file_position
 *   target: position of the directory, after the names that were read
 *   x-when: result > 0
 *   x-after: position(fd) != old(position(fd))
 *   desc: It is no number of bytes.
 *   reversible: yes
 *
 * struct: linux_dirent64
 *   size: 24
 *   field: d_ino
 *     type: uint, output
 *     type-name: u64
 *     offset: 0
 *     size: 8
 *   field: d_off
 *     type: int, output
 *     type-name: s64
 *     offset: 8
 *     size: 8
 *   field: d_reclen
 *     type: uint, output
 *     type-name: unsigned short
 *     offset: 16
 *     size: 2
 *   field: d_type
 *     type: uint, output
 *     type-name: unsigned char
 *     offset: 18
 *     size: 1
 */
SYSCALL_DEFINE3(getdents64, unsigned int, fd,
		struct linux_dirent64 __user *, dirent, unsigned int, count)
