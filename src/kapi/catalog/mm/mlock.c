/**
 * sys_mlock - lock the pages of a range into memory
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are locked whole
 *
 * long-desc: Locks do not count: one munlock undoes any number of calls.
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
 *   condition: The limit does not fail first.
 *   x-when: CAP_IPC_LOCK && (start & PAGE_MASK) + PAGE_ALIGN(len + start %
 *     PAGE_SIZE) < (start & PAGE_MASK)
 *   desc: The sum that is rounded may wrap before, to a range that is accepted.
 *
 * error: ENOMEM, page not mapped
 *   condition: Of a range that is not empty, some page has no mapping.
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
 *   desc: Grows by pages that were not locked; devices and MAP_DROPPABLE do not.
 *   reversible: yes
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) != 0
 *
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   desc: All are there; mmap with MAP_LOCKED does not promise that.
 *   reversible: yes
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
 *   to: resident and locked
 *   condition: The call succeeds; fork and execve give no lock on.
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
