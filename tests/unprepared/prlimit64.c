/**
 * sys_prlimit64 - read or set a limit of a process
 * @pid: the process, or 0 for the caller
 * @resource: which limit
 * @new_rlim: what it becomes
 * @old_rlim: where what it was goes
 *
 * contexts: process
 * since-version: 2.6.36
 * x-errors: closed
 * x-order: checked
 *
 * param: pid
 *   type: int, input
 *   cdesc: 0 or the number of a thread.
 *   x-violation: reject(ESRCH)
 *   x-object: pid
 *
 * param: resource
 *   type: uint, input
 *   constraint-type: range(0, RLIM_NLIMITS - 1)
 *   x-violation: reject(EINVAL)
 *
 * param: new_rlim
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL leaves the limit alone.
 *   size: sizeof(struct rlimit64)
 *   struct-type: struct rlimit64
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: old_rlim
 *   type: user_ptr, output, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL when nobody wants to know.
 *   size: sizeof(struct rlimit64)
 *   struct-type: struct rlimit64
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EFAULT, new limit not readable
 *   x-when: new_rlim && !readable(new_rlim, sizeof(struct rlimit64))
 *
 * error: ESRCH, no such process
 *   x-when: pid != 0 && !process_exists(pid)
 *
 * error: EPERM, process of another user
 *   condition: The real user and group of the caller are not all three of the process, real,
 *     effective and saved, and the caller has no CAP_SYS_RESOURCE.
 *   x-unless: CAP_SYS_RESOURCE
 *
 * error: EINVAL, unknown resource
 *   x-when: resource >= RLIM_NLIMITS
 *
 * error: EINVAL, soft limit above the hard one
 *   x-when: new_rlim && new_rlim->rlim_cur > new_rlim->rlim_max
 *
 * error: EPERM, more descriptors than the system has
 *   x-when: new_rlim && resource == RLIMIT_NOFILE && new_rlim->rlim_max > sysctl("fs.nr_open")
 *
 * error: EPERM, hard limit raised
 *   condition: The new hard limit exceeds the old one, and the caller has no CAP_SYS_RESOURCE.
 *   x-unless: CAP_SYS_RESOURCE
 *
 * error: EFAULT, no memory for the old limit
 *   x-when: old_rlim && !writable(old_rlim, sizeof(struct rlimit64))
 *   desc: The limit is set all the same.
 *
 * struct: rlimit64
 *   size: 16
 *   field: rlim_cur
 *     type: uint, inout
 *     type-name: __u64
 *     offset: 0
 *     size: 8
 *   field: rlim_max
 *     type: uint, inout
 *     type-name: __u64
 *     offset: 8
 *     size: 8
 *
 * side-effect: process_state
 *   target: soft limit of open files
 *   condition: The call succeeds for the caller, and resource is RLIMIT_NOFILE.
 *   reversible: yes
 *   x-when: new_rlim != 0 && pid == 0 && resource == RLIMIT_NOFILE
 *   x-after: RLIMIT_NOFILE == old(new_rlim->rlim_cur)
 *
 * side-effect: process_state
 *   target: soft limit of locked memory
 *   condition: The call succeeds for the caller, and resource is RLIMIT_MEMLOCK.
 *   reversible: yes
 *   x-when: new_rlim != 0 && pid == 0 && resource == RLIMIT_MEMLOCK
 *   x-after: RLIMIT_MEMLOCK == old(new_rlim->rlim_cur)
 *
 * side-effect: modify_state
 *   target: old_rlim, which holds the limit of open files
 *   condition: The call succeeds for the caller, and resource is RLIMIT_NOFILE.
 *   x-when: old_rlim != 0 && pid == 0 && resource == RLIMIT_NOFILE
 *   x-after: old_rlim->rlim_cur == old(RLIMIT_NOFILE)
 *
 * capability: CAP_SYS_RESOURCE
 *   type: bypass_check
 *   allows: raising hard limits, and the limits of processes of other users
 *   without: EPERM.
 */
SYSCALL_DEFINE4(prlimit64, pid_t, pid, unsigned int, resource,
		const struct rlimit64 __user *, new_rlim, struct rlimit64 __user *, old_rlim)
