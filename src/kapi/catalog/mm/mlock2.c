/**
 * sys_mlock2 - lock the pages of a range, at once or when they are touched
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are locked whole
 * @flags: 0 is mlock
 *
 * contexts: process, sleepable
 * since-version: 4.4
 * x-errors: closed
 *
 * param: start
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   x-violation: reject(ENOMEM)
 *   x-object: addr:mapped
 *
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(MLOCK_ONFAULT)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~MLOCK_ONFAULT
 *   desc: Checked before everything else.
 *
 * error: EPERM, locking not allowed at all
 *   x-when: !(flags & ~MLOCK_ONFAULT) && RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 *
 * error: ENOMEM, limit exceeded
 *   condition: Locked pages of the process and new ones together exceed
 *     RLIMIT_MEMLOCK; with MLOCK_ONFAULT untouched pages count too.
 *   x-when: !(flags & ~MLOCK_ONFAULT) && !CAP_IPC_LOCK && RLIMIT_MEMLOCK != 0
 *     && PAGE_ALIGN(len + start % PAGE_SIZE) >> PAGE_SHIFT > RLIMIT_MEMLOCK >>
 *     PAGE_SHIFT
 *
 * error: EINVAL, rounded range wraps
 *   condition: The limit does not fail first.
 *   x-when: !(flags & ~MLOCK_ONFAULT) && CAP_IPC_LOCK && (start & PAGE_MASK) +
 *     PAGE_ALIGN(len + start % PAGE_SIZE) < (start & PAGE_MASK)
 *
 * error: ENOMEM, page not mapped
 *   condition: Of a range that is not empty, some page has no mapping.
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached.
 *
 * error: ENOMEM, page cannot be populated
 *   condition: MLOCK_ONFAULT is not set, and a page is PROT_NONE, lies past
 *     the end of its file, is a guard page, or belongs to memfd_secret.
 *
 * error: ENOMEM, no huge page
 *   condition: A mapping of huge pages and an empty pool, with MLOCK_ONFAULT
 *     too.
 *
 * error: EAGAIN, no memory to populate
 *   condition: MLOCK_ONFAULT is not set, and the system or the memory cgroup
 *     has no page to give.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   condition: The call succeeds.
 *   desc: Grows by pages that were not locked, whether they are there or not.
 *   reversible: yes
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) != 0
 *
 * side-effect: modify_state
 *   target: flag lf in smaps, of the pages of the range
 *   condition: The call succeeds; a later mlock takes it away.
 *   reversible: yes
 *   x-when: flags & MLOCK_ONFAULT
 *
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-when: !(flags & MLOCK_ONFAULT)
 *
 * side-effect: modify_state
 *   target: flag lo in smaps, of the pages before the unmapped one
 *   condition: The call fails with ENOMEM, page not mapped.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: flag lo in smaps, of the whole range
 *   condition: The call fails because a page cannot be populated.
 *   reversible: yes
 *
 * state-trans: page
 *   from: swappable
 *   to: locked once it is touched
 *   condition: MLOCK_ONFAULT is set and the call succeeds.
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) > RLIMIT_MEMLOCK
 */
SYSCALL_DEFINE3(mlock2, unsigned long, start, size_t, len, int, flags)
