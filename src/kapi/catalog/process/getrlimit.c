/**
 * sys_getrlimit - read a limit of the process
 * @resource: which
 * @rlim: where its soft and its hard limit go
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
 *   type: user_ptr, output, user
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
 * error: EINVAL, unknown resource
 *   x-when: resource >= RLIM_NLIMITS
 * error: EFAULT, limits not writable
 *   x-when: !writable(rlim, sizeof(struct rlimit))
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
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 0
 *     size: 8
 *   field: rlim_max
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 8
 *     size: 8
 *
 * side-effect: modify_state
 *   target: rlim, which holds both limits
 *   x-after: rlim->rlim_cur == soft_limit(resource) &&
 *     rlim->rlim_max == hard_limit(resource)
 */
SYSCALL_DEFINE2(getrlimit, unsigned int, resource, struct rlimit __user *, rlim)
