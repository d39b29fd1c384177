/**
 * sys_lseek - move the position of an open file
 * @fd: the open file
 * @offset: how far
 * @whence: from where, or what to look for
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *
 * param: offset
 *   type: int, input
 *   cdesc: What is allowed depends on whence and on the file.
 *
 * param: whence
 *   type: uint, input
 *   constraint-type: enum(SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, LLONG_MAX
 *   desc: The new position.
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 *
 * error: EINVAL, unknown whence
 *   x-when: whence > SEEK_HOLE
 *
 * error: ESPIPE, file without a position
 *   x-when: !seekable(fd)
 *   desc: Pipes, fifos and sockets, among others.
 *
 * error: EINVAL, position before the beginning
 *   x-when: kind(fd) == FILE_REGULAR && ((whence == SEEK_SET && offset < 0) ||
 *     (whence == SEEK_CUR && offset < -position(fd)) ||
 *     (whence == SEEK_END && offset < -file_size(fd)))
 *
 * error: EINVAL, position past what the file system can hold
 *   condition: The new position exceeds the size that a file can have on this file system.
 *
 * error: ENXIO, nothing to look for
 *   condition: whence is SEEK_DATA or SEEK_HOLE, fd is a file of a file system on a disk or in
 *     memory, and offset is negative or not before the end of the file, or no data follow.
 *
 * side-effect: file_position
 *   target: position of the open file
 *   condition: The call succeeds on a regular file.
 *   reversible: yes
 *   x-when: kind(fd) == FILE_REGULAR
 *   x-after: position(fd) == result
 *
 * side-effect: file_position
 *   target: position of the open file, as many bytes further as offset says
 *   condition: whence is SEEK_CUR.
 *   reversible: yes
 *   x-when: kind(fd) == FILE_REGULAR && whence == SEEK_CUR
 *   x-after: position(fd) == old(position(fd)) + offset
 *
 * side-effect: file_position
 *   target: position of the open file, counted from the end
 *   condition: whence is SEEK_END.
 *   reversible: yes
 *   x-when: kind(fd) == FILE_REGULAR && whence == SEEK_END
 *   x-after: position(fd) == file_size(fd) + offset
 */
SYSCALL_DEFINE3(lseek, unsigned int, fd, off_t, offset, unsigned int, whence)
