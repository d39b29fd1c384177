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
 *   condition: MCL_CURRENT, and all mappings, PROT_NONE too, exceed the limit.
 *   x-when: (flags & MCL_CURRENT) && !(flags & ~(MCL_CURRENT | MCL_FUTURE |
 *     MCL_ONFAULT)) && RLIMIT_MEMLOCK != 0 && RLIMIT_MEMLOCK < PAGE_SIZE &&
 *     !CAP_IPC_LOCK
 *   desc: Nothing is changed, MCL_FUTURE included.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-when: flags & MCL_CURRENT
 *
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   desc: What cannot be had is no error, as with mmap(MAP_LOCKED).
 *   reversible: yes
 *   x-when: (flags & MCL_CURRENT) && !(flags & MCL_ONFAULT)
 *
 * side-effect: process_state
 *   target: mappings made later
 *   condition: The call succeeds.
 *   desc: As if made with MAP_LOCKED, but with MCL_ONFAULT not populated; over
 *     the limit mmap gives EAGAIN and brk changes nothing.
 *   reversible: yes
 *   x-when: flags & MCL_FUTURE
 *
 * signal: SIGSEGV
 *   direction: send
 *   action: coredump
 *   condition: A locked stack grows beyond RLIMIT_MEMLOCK.
 *   timing: after
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
 * notes: Where no major fault is acceptable, use mlock on each range and look
 *   at its result. EAGAIN, which the manual page lists, is never returned.
 */
SYSCALL_DEFINE1(mlockall, int, flags)
