/**
 * sys_mlock - lock the pages of a range into memory
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are locked whole
 *
 * long-desc: Populates and locks every page of the range. Locks do not count:
 *   one munlock undoes any number of calls.
 *
 * contexts: process, sleepable
 * since-version: 2.0
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
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EPERM, locking not allowed at all
 *   x-when: RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 *   desc: Checked first, also for an empty range.
 *
 * error: ENOMEM, limit exceeded
 *   condition: Locked pages of the process and new ones together exceed
 *     RLIMIT_MEMLOCK in whole pages, and CAP_IPC_LOCK is missing.
 *   x-when: !CAP_IPC_LOCK && RLIMIT_MEMLOCK != 0 && PAGE_ALIGN(len + start %
 *     PAGE_SIZE) >> PAGE_SHIFT > RLIMIT_MEMLOCK >> PAGE_SHIFT
 *   x-unless: pages of the range are locked already
 *
 * error: EINVAL, rounded range wraps
 *   x-when: (CAP_IPC_LOCK || RLIMIT_MEMLOCK == ULONG_MAX) && (start &
 *     PAGE_MASK) + PAGE_ALIGN(len + start % PAGE_SIZE) < (start & PAGE_MASK)
 *   desc: Start is rounded down and length up before the test, and the sum
 *     that is rounded may itself wrap to a short range, which is accepted.
 *
 * error: ENOMEM, page not mapped
 *   condition: Some page of the range belongs to no mapping.
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached.
 *
 * error: ENOMEM, page cannot be populated
 *   condition: A page is PROT_NONE, lies past the end of its file, is a guard
 *     page, or belongs to memfd_secret.
 *
 * error: EAGAIN, no memory to populate
 *   condition: The system or the memory cgroup has no page to give.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state | alloc_memory
 *   target: VmLck of the process
 *   condition: The call succeeds.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: mappings before the page that made the call fail
 *   condition: The call fails with ENOMEM or EAGAIN.
 *   desc: Failure is not atomic, they stay locked.
 *   reversible: yes
 *
 * state-trans: page
 *   from: swappable
 *   to: resident and locked
 *   condition: The call succeeds.
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *
 * notes: After mmap without MAP_LOCKED, this call says whether all pages are
 *   resident; MAP_LOCKED does not. The manual page promises that nothing
 *   changes on failure; the kernel does not keep that.
 */
SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
