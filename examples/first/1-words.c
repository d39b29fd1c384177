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
 *   desc: fildes is not an open descriptor.
 *
 * error: EMFILE, no descriptor left
 *   desc: The limit on the number of open descriptors has been reached.
 *
 * x-errors: closed
 */
SYSCALL_DEFINE1(dup, unsigned int, fildes)
