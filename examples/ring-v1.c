/**
 * sys_ring - turn a ring
 * @flags: how
 *
 * contexts: process, sleepable
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(O_NONBLOCK)
 *   x-violation: reject(EINVAL)
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~O_NONBLOCK
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
