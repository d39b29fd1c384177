/**
 * sys_mlockall - lock all mappings of the process, present, future or both
 * @flags: which ones
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 *
 * param: flags
 *   type: int, input
 *   constraint-type: enum(MCL_CURRENT, MCL_FUTURE, MCL_CURRENT | MCL_FUTURE,
 *     MCL_CURRENT | MCL_ONFAULT, MCL_FUTURE | MCL_ONFAULT, MCL_CURRENT |
 *     MCL_FUTURE | MCL_ONFAULT)
 *   cdesc: MCL_ONFAULT is from 4.4.
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
 *
 * error: EPERM, locking not allowed at all
 *   x-when: RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 *
 * error: ENOMEM, limit exceeded
 *   x-when: (flags & MCL_CURRENT) && address_space_bytes() >> PAGE_SHIFT >
 *     RLIMIT_MEMLOCK >> PAGE_SHIFT && !CAP_IPC_LOCK
 *   desc: All mappings count, PROT_NONE too, and nothing is changed, MCL_FUTURE
 *     included.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in mlockall(), for reading in __mm_populate().
 *
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: (flags & MCL_CURRENT) && locked_bytes() == 0
 *   x-after: locked_bytes() > 0
 *   reversible: yes
 *
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: (flags & MCL_CURRENT) && !(flags & MCL_ONFAULT) && locked_bytes()
 *     == 0
 *   x-after: resident_bytes() > old(resident_bytes())
 *   desc: What cannot be had is no error, as with mmap(MAP_LOCKED).
 *   reversible: yes
 *
 * side-effect: process_state
 *   target: mappings made later
 *   condition: MCL_FUTURE.
 *   desc: As if made with MAP_LOCKED, but with MCL_ONFAULT not populated, also
 *     where MAP_LOCKED or MAP_POPULATE asks for it; over the limit mmap gives
 *     EAGAIN and brk changes nothing.
 *   reversible: yes
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
