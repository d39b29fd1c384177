/**
 * sys_prctl - read or change attributes of the calling thread or process
 * @option: which attribute
 * @arg2: depends on that
 * @arg3: depends on that
 * @arg4: depends on that
 * @arg5: depends on that
 *
 * long-desc: Some of the attributes.
 * contexts: process, sleepable
 * since-version: 2.2
 * x-errors: open
 * x-order: checked
 *
 * param: option
 *   type: int, input
 *
 * param: arg2
 *   type: uint, input
 *
 * param: arg3
 *   type: uint, input
 *
 * param: arg4
 *   type: uint, input
 *
 * param: arg5
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, INT_MAX
 *
 * error: EINVAL, unknown option
 *   x-when: option <= 0 || option == 17 || option == 18 || (option > 78 &&
 *     option != PR_SET_VMA && option != PR_GET_AUXV && option != PR_SET_PTRACER)
 *   desc: As of 6.18.
 *
 * variant: option == PR_SET_PDEATHSIG, the signal at the death of the parent
 *   param: arg2
 *     type: uint, input
 *     constraint-type: range(0, 64)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EINVAL, no signal
 *     x-when: arg2 > 64
 *
 * variant: option == PR_GET_PDEATHSIG, read that signal
 *   param: arg2
 *     type: user_ptr, output, user
 *     size: sizeof(int)
 *     x-object: addr:mapped
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EFAULT, no memory for the signal
 *     x-when: !writable(arg2, sizeof(int))
 *
 * variant: option == PR_SET_DUMPABLE, whether the process leaves a core
 *   param: arg2
 *     type: uint, input
 *     constraint-type: enum(0, 1)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EINVAL, neither no nor yes
 *     x-when: arg2 > 1
 *
 * variant: option == PR_GET_DUMPABLE, read that
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: 0, 2
 *
 * variant: option == PR_SET_NAME, the name of the thread
 *   param: arg2
 *     type: string, input, user
 *     cdesc: What exceeds 15 bytes is cut off.
 *     x-object: addr:mapped
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EFAULT, name not readable
 *     x-when: !readable(arg2, 1)
 *   error: EFAULT, name not readable to its end
 *     condition: Among the first 15 bytes there is no zero before one that cannot be read.
 *
 * variant: option == PR_GET_NAME, read that name
 *   param: arg2
 *     type: user_ptr, output, user
 *     size: 16
 *     x-object: addr:mapped
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EFAULT, no memory for the name
 *     x-when: !writable(arg2, 16)
 *
 * variant: option == PR_SET_NO_NEW_PRIVS, no more privileges by execve
 *   param: arg2
 *     type: uint, input
 *     constraint-type: enum(1)
 *     x-violation: reject(EINVAL)
 *   param: arg3
 *     type: uint, input
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   param: arg4
 *     type: uint, input
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   param: arg5
 *     type: uint, input
 *     constraint-type: enum(0)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EINVAL, not one and zeros
 *     x-when: arg2 != 1 || arg3 != 0 || arg4 != 0 || arg5 != 0
 *   side-effect: process_state, irreversible
 *     target: whether execve gives more privileges
 *     reversible: no
 *     x-after: no_new_privs()
 *
 * variant: option == PR_GET_NO_NEW_PRIVS, read that
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: 0, 1
 *   error: EINVAL, not zeros
 *     x-when: arg2 != 0 || arg3 != 0 || arg4 != 0 || arg5 != 0
 *
 * variant: option == PR_CAPBSET_READ, whether execve can give a capability
 *   param: arg2
 *     type: uint, input
 *     constraint-type: range(0, 40)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: range
 *     success-range: 0, 1
 *   error: EINVAL, no capability
 *     x-when: arg2 > 40
 *
 * variant: option == PR_CAPBSET_DROP, let execve never give a capability
 *   param: arg2
 *     type: uint, input
 *     constraint-type: range(0, 40)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EPERM, not allowed
 *     x-when: !ns_capable(CAP_SETPCAP)
 *   error: EINVAL, no capability to drop
 *     x-when: arg2 > 40
 *   capability: CAP_SETPCAP
 *     type: perform_operation
 *     allows: dropping capabilities from the bounding set
 *     without: EPERM.
 *
 * variant: option == PR_SET_KEEPCAPS, keep capabilities when no user is root any more
 *   param: arg2
 *     type: uint, input
 *     constraint-type: enum(0, 1)
 *     x-violation: reject(EINVAL)
 *   return:
 *     type: int
 *     check-type: exact
 *     success: 0
 *   error: EINVAL, neither drop nor keep
 *     x-when: arg2 > 1
 *   error: EPERM, locked
 *     condition: The secure bits of the thread have SECBIT_KEEP_CAPS_LOCKED.
 *
 * variant: (option >= PR_GET_UNALIGN && option <= PR_SET_UNALIGN) ||
 *     option == PR_GET_KEEPCAPS || (option >= PR_GET_FPEMU && option <= PR_SET_TIMING) ||
 *     (option >= PR_GET_ENDIAN && option <= PR_SET_SECCOMP) ||
 *     (option >= PR_GET_TSC && option <= PR_GET_CHILD_SUBREAPER) ||
 *     (option >= PR_GET_TID_ADDRESS && option <= 78) ||
 *     option == PR_SET_VMA || option == PR_GET_AUXV || option == PR_SET_PTRACER,
 *     what is left out here
 *   error: EINVAL, argument of an attribute that is left out
 *     condition: The arguments are none that it takes, or this machine or kernel does not have it.
 *   error: EFAULT, memory of an attribute that is left out
 *     condition: What an argument points to cannot be read or written.
 *   error: EPERM, attribute that is left out and not allowed
 *     condition: The caller lacks the capability for it, or it is locked.
 *   error: EBUSY, attribute that is left out and in use
 *     condition: It cannot be changed any more.
 *   error: EACCES, filter without no_new_privs
 *     condition: option is PR_SET_SECCOMP, and neither is no_new_privs set nor has the caller
 *       CAP_SYS_ADMIN.
 *   error: ENODEV, no such control of speculation
 *     condition: option is PR_GET_SPECULATION_CTRL or PR_SET_SPECULATION_CTRL, and the kernel does
 *       not know what arg2 asks for.
 *   error: ENXIO, control of speculation not possible
 *     condition: option is PR_SET_SPECULATION_CTRL, and it is fixed for all threads.
 *   error: ERANGE, no value of such a control
 *     condition: option is PR_SET_SPECULATION_CTRL, and arg3 is none of its values.
 *   error: ESRCH, no such process
 *     condition: option is PR_SCHED_CORE, and arg3 names no process.
 *   error: ENOMEM, no mapping or no memory
 *     condition: option is PR_SET_VMA, and part of the range is not mapped, or the kernel has no
 *       memory.
 *   error: EOPNOTSUPP, attribute that the processor does not have
 *     condition: The processor or the kernel has nothing of that kind.
 */
SYSCALL_DEFINE5(prctl, int, option, unsigned long, arg2, unsigned long, arg3,
		unsigned long, arg4, unsigned long, arg5)
