/**
 * sys_dup - make a second descriptor of an open file
 * @fildes: the first
 *
 * contexts: process, sleepable
 *
 * param: fildes
 *   type: fd, input
 *
 * return:
 *   type: fd
 *   check-type: fd
 *
 * error: EBADF, not open
 *   x-when: !is_open(fildes)
 *
 * error: EMFILE, no descriptor left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * side-effect: resource_create
 *   target: the lowest free descriptor
 *   x-after: is_open(result)
 *
 * x-errors: closed
 * x-order: checked
 */
SYSCALL_DEFINE1(dup, unsigned int, fildes)
