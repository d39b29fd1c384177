/**
 * sys_setrlimit - set a limit of the process
 * @resource: which
 * @rlim: its soft and its hard limit
 *
 * long-desc: The soft limit counts; the process may raise it up to the hard
 *   one.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: resource
 *   type: uint, input
 *   constraint-type: range(0, RLIM_NLIMITS - 1)
 *   x-violation: reject(EINVAL)
 * param: rlim
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size: sizeof(struct rlimit)
 *   struct-type: struct rlimit
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, limits not readable
 *   x-when: !readable(rlim, sizeof(struct rlimit))
 * error: EINVAL, unknown resource
 *   x-when: resource >= RLIM_NLIMITS
 * error: EINVAL, soft limit above the hard one
 *   x-when: rlim->rlim_cur > rlim->rlim_max
 * error: EPERM, more descriptors than the system allows
 *   x-when: resource == RLIMIT_NOFILE && rlim->rlim_max > sysctl("fs.nr_open")
 *   desc: No capability helps.
 * error: EPERM, hard limit raised
 *   x-when: rlim->rlim_max > hard_limit(resource) && !CAP_SYS_RESOURCE
 *
 * lock: task->alloc_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: Of the first thread, in do_prlimit().
 *
 * struct: rlimit
 *   size: 16
 *   field: rlim_cur
 *     type: uint, input
 *     type-name: unsigned long
 *     offset: 0
 *     size: 8
 *   field: rlim_max
 *     type: uint, input
 *     type-name: unsigned long
 *     offset: 8
 *     size: 8
 *
 * side-effect: process_state
 *   target: soft limit of the process
 *   x-after: soft_limit(resource) == rlim->rlim_cur
 *   reversible: yes
 * side-effect: process_state
 *   target: hard limit of the process
 *   x-after: hard_limit(resource) == rlim->rlim_max
 *   desc: Lowered without the capability it stays so.
 *   reversible: yes
 *
 * capability: CAP_SYS_RESOURCE
 *   type: bypass_check
 *   allows: raising hard limits
 *   without: EPERM
 *   x-when: rlim->rlim_max > hard_limit(resource)
 *   desc: In the first user name space.
 */
SYSCALL_DEFINE2(setrlimit, unsigned int, resource, struct rlimit __user *, rlim)
