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
 *     RLIMIT_MEMLOCK in whole pages.
 *   x-when: !CAP_IPC_LOCK && RLIMIT_MEMLOCK != 0 && PAGE_ALIGN(len + start %
 *     PAGE_SIZE) >> PAGE_SHIFT > RLIMIT_MEMLOCK >> PAGE_SHIFT
 *   desc: Checked before the range is looked at, so it hides EINVAL.
 *
 * error: EINVAL, rounded range wraps
 *   condition: Seen only where the limit does not fail first: with CAP_IPC_LOCK,
 *     or when RLIMIT_MEMLOCK is unlimited.
 *   x-when: CAP_IPC_LOCK && (start & PAGE_MASK) + PAGE_ALIGN(len + start %
 *     PAGE_SIZE) < (start & PAGE_MASK)
 *   desc: Start is rounded down and length up before the test, and the sum
 *     that is rounded may itself wrap to a short range, which is accepted.
 *
 * error: ENOMEM, page not mapped
 *   condition: Some page of the rounded range, which is not empty, belongs to
 *     no mapping.
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
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   condition: The call succeeds.
 *   desc: Grows by the pages of the range that were not locked before; none of
 *     mappings that are skipped: of devices, of the kernel, MAP_DROPPABLE.
 *   reversible: yes
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) != 0
 *
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   desc: All are there, so this result tells what mmap with MAP_LOCKED on the
 *     same range kept silent about.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: flag lo in smaps, of the pages before the unmapped one
 *   condition: The call fails with ENOMEM, page not mapped.
 *   desc: They stay locked.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: flag lo in smaps, of the whole range
 *   condition: The call fails because a page cannot be populated.
 *   desc: It stays locked, and populated up to that page.
 *   reversible: yes
 *
 * state-trans: page
 *   from: swappable
 *   to: resident and locked
 *   condition: The call succeeds, until munlock, munmap, execve; not in a
 *     child of fork.
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) > RLIMIT_MEMLOCK
 *
 * notes: The manual page promises that nothing changes on failure; the kernel
 *   does not keep that.
 */
SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
