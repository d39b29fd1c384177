/**
 * sys_setregid - set real and effective group
 * @rgid: real group, or -1
 * @egid: effective group, or -1
 *
 * contexts: process
 * x-errors: closed
 *
 * param: rgid
 *   type: uint, input
 * param: egid
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EPERM, real group
 *   x-when: rgid != (gid_t)-1 && rgid != gid() && rgid != egid() && !ns_capable(CAP_SETGID)
 * error: EPERM, effective group
 *   x-when: egid != (gid_t)-1 && egid != gid() && egid != egid() && egid != sgid() &&
 *     !ns_capable(CAP_SETGID)
 */
SYSCALL_DEFINE2(setregid, gid_t, rgid, gid_t, egid)
