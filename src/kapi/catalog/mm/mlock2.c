/**
 * sys_mlock2 - lock the pages of a range, at once or when they are touched
 * @start: any address in the first page
 * @len: bytes from there
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
 *   condition: The whole range counts, with MLOCK_ONFAULT too.
 *   x-when: !(flags & ~MLOCK_ONFAULT) && !CAP_IPC_LOCK && RLIMIT_MEMLOCK != 0
 *     && PAGE_ALIGN(len + start % PAGE_SIZE) >> PAGE_SHIFT > RLIMIT_MEMLOCK >>
 *     PAGE_SHIFT
 *   x-unless: pages of the range are locked already
 *
 * error: EINVAL, rounded range wraps
 *   x-when: !(flags & ~MLOCK_ONFAULT) && (CAP_IPC_LOCK || RLIMIT_MEMLOCK ==
 *     ULONG_MAX) && (start & PAGE_MASK) + PAGE_ALIGN(len + start % PAGE_SIZE) <
 *     (start & PAGE_MASK)
 *
 * error: ENOMEM, page not mapped
 *   condition: Some page of the range belongs to no mapping.
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached.
 *
 * error: ENOMEM, page cannot be populated
 *   condition: As for mlock, and only without MLOCK_ONFAULT; of huge pages
 *     from an empty pool with it too.
 *
 * error: EAGAIN, no memory to populate
 *   condition: Only without MLOCK_ONFAULT.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck of the process
 *   condition: The call succeeds; with MLOCK_ONFAULT before any page is
 *     there.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: mappings before the page that made the call fail
 *   condition: The call fails with ENOMEM or EAGAIN.
 *   reversible: yes
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *
 * notes: A later mlock of the range ends the waiting for the first touch.
 */
SYSCALL_DEFINE3(mlock2, unsigned long, start, size_t, len, int, flags)
