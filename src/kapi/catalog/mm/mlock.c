/**
 * sys_mlock - lock the pages of a range into memory
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are locked whole
 *
 * long-desc: Locks do not count: one munlock undoes any number of calls. Fork
 *   and execve give no lock on. Memory of devices, huge pages and MAP_DROPPABLE
 *   is passed over without an error.
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 * x-where: first = start & PAGE_MASK;
 *   size = PAGE_ALIGN(len + start % PAGE_SIZE);
 *   over = (locked_bytes() - locked_bytes_in(first, size) >> PAGE_SHIFT) +
 *     (size >> PAGE_SHIFT) > RLIMIT_MEMLOCK >> PAGE_SHIFT
 *
 * param: start
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   x-violation: unspecified
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
 *   desc: Also for an empty range.
 *
 * error: ENOMEM, limit exceeded
 *   x-when: !CAP_IPC_LOCK && over
 *   desc: Pages of the range that are locked already count once.
 *
 * error: EINVAL, rounded range wraps
 *   x-when: first + size < first
 *   desc: The sum that is rounded may wrap before, to a range that is accepted.
 *
 * error: ENOMEM, page not mapped
 *   x-when: !mapped(first, size)
 *
 * error: ENOMEM, too many mappings
 *   x-when: cuts(first, size, "lockable !lo") +
 *     cuts(first, size, "lockable lf") >
 *     max(sysctl("vm.max_map_count") - map_count(), 0)
 *   desc: A mapping that is locked in part, or locked otherwise, has to be
 *     split.
 *
 * error: ENOMEM, page cannot be populated
 *   x-when: mapping_with(first, size, "!rd !wr !ex !io !pf") ||
 *     past_end_of_file(first, size) || guard(first, size) ||
 *     secret_memory(first, size) ||
 *     resident_bytes_in(first, size) < bytes_with(first, size, "mm !io !pf")
 *   desc: So are those of a TCP socket that it has not filled.
 *
 * error: ENOMEM, no huge page
 *   x-when: huge_page_missing(first, size)
 *
 * error: EAGAIN, no memory to populate
 *   x-when: size != 0 && out_of(memory)
 *   x-order: any
 *   desc: Of the system, or of the memory cgroup without its OOM killer.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in do_mlock(), for reading in __mm_populate().
 *
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: !mapping_with(first, size, "!lockable")
 *   x-after: locked_bytes() == old(locked_bytes() - locked_bytes_in(first,
 *     size)) + size
 *   reversible: yes
 *
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: !mapping_with(first, size, "io") && !mapping_with(first, size,
 *     "pf")
 *   x-after: resident(first, size)
 *   desc: mmap with MAP_LOCKED does not promise that.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: lock of the first page, though a later one is not mapped
 *   x-when: errno == ENOMEM && !mapped(first, size) && mapping_with(start, 1,
 *     "lockable !lo") && (CAP_IPC_LOCK || !over)
 *   x-after: locked(start, 1)
 *   desc: What lies before the hole stays locked.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: lock of the range, though a page cannot be populated
 *   x-when: errno == ENOMEM && mapped(first, size) && mapping_with(first, size,
 *     "!rd !wr !ex !lo") && !mapping_with(first, size, "!lockable") &&
 *     (CAP_IPC_LOCK || !over) && map_count() + 2 <= sysctl("vm.max_map_count")
 *   x-after: locked(first, size)
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: lock on fault of the pages
 *   x-when: mapping_flag(start, "lf") && size != 0
 *   x-after: !mapping_flag(start, "lf")
 *   desc: Pages that mlock2 locked with MLOCK_ONFAULT are locked at once.
 *   reversible: yes
 *
 * state-trans: page
 *   from: swappable
 *   to: resident and locked
 *   x-when: size != 0 && mapping_with(start, 1, "lockable")
 *   x-after: locked(start, 1) && resident(start, 1)
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *   x-when: RLIMIT_MEMLOCK == 0 || over
 *
 * notes: The manual page promises that nothing changes on failure; the kernel
 *   does not keep that.
 */
SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
