/**
 * sys_mlockall - lock all mappings of the process, present, future or both
 * @flags: which ones
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 *
 * param: flags
 *   type: int, input
 *   constraint-type: enum(MCL_CURRENT, MCL_FUTURE, MCL_CURRENT | MCL_FUTURE,
 *     MCL_CURRENT | MCL_ONFAULT, MCL_FUTURE | MCL_ONFAULT, MCL_CURRENT |
 *     MCL_FUTURE | MCL_ONFAULT)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: Also when pages could not be made resident.
 *
 * error: EINVAL, nothing to lock or unknown flag
 *   x-when: flags == 0 || (flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT))
 *     || flags == MCL_ONFAULT
 *   desc: Checked first.
 *
 * error: EPERM, locking not allowed at all
 *   x-when: (flags & (MCL_CURRENT | MCL_FUTURE)) && !(flags & ~(MCL_CURRENT |
 *     MCL_FUTURE | MCL_ONFAULT)) && RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 *
 * error: ENOMEM, limit exceeded
 *   condition: MCL_CURRENT is set, CAP_IPC_LOCK is missing, and all mappings
 *     together, PROT_NONE ones too, exceed RLIMIT_MEMLOCK.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state | alloc_memory
 *   target: VmLck of the process
 *   condition: MCL_CURRENT is set and the call succeeds.
 *   reversible: yes
 *
 * side-effect: process_state
 *   target: mappings made later
 *   condition: MCL_FUTURE is set and the call succeeds.
 *   desc: They are locked when made: over RLIMIT_MEMLOCK mmap gives EAGAIN,
 *     brk changes nothing, and growth of a locked stack ends in SIGSEGV.
 *   reversible: yes
 *
 * state-trans: lock of later mappings
 *   from: on
 *   to: off
 *   condition: MCL_CURRENT without MCL_FUTURE; fork and execve do the same.
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *
 * notes: Success does not mean that every page is resident: populating stops
 *   in silence at pages that cannot be had, as with mmap(MAP_LOCKED). Where no
 *   major fault is acceptable, use mlock on each range and look at its result.
 *   EAGAIN, which the manual page lists, is never returned.
 */
SYSCALL_DEFINE1(mlockall, int, flags)
