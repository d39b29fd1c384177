/**
 * sys_ring - turn a ring
 * @flags: how
 *
 * contexts: process, sleepable
 *
 * error: EINVAL, unknown flag
 *   x-wen: flags & ~1
 *
 * error: EFALT, no memory there
 *   desc: The ring was written to read-only memory.
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * param: flags
 *   type: uint, input
 *
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
