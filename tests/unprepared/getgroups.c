/**
 * sys_getgroups - get the supplementary group ids
 * @gidsetsize: room in grouplist, 0 to ask how many there are
 * @grouplist: where they go
 *
 * contexts: process
 * x-errors: closed
 * x-order: checked
 *
 * param: gidsetsize
 *   type: int, input
 *   range: 0, INT_MAX
 *   x-violation: reject(EINVAL)
 * param: grouplist
 *   type: user_ptr, output, user
 *   size-param: gidsetsize
 *   size-multiplier: sizeof(gid_t)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, 65536
 *
 * error: EINVAL, negative
 *   x-when: gidsetsize < 0
 * error: EINVAL, too little room
 *   x-when: gidsetsize > 0 && groups() > gidsetsize
 * error: EFAULT, not writable
 *   x-when: gidsetsize > 0 && groups() > 0 && !writable(grouplist, groups() * 4)
 */
SYSCALL_DEFINE2(getgroups, int, gidsetsize, gid_t __user *, grouplist)
