/**
 * sys_mprotect - set what may be done with mapped pages
 * @start: where the range begins
 * @len: bytes; a page touched in part counts whole
 * @prot: whether they may be read, written and executed
 *
 * long-desc: Where a part of the range is refused, the mappings before it have
 *   their new protection already.
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 * x-where: size = PAGE_ALIGN(len); kept = PROT_READ | PROT_WRITE | PROT_EXEC;
 *   down = prot & PROT_GROWSDOWN; up = prot & PROT_GROWSUP;
 *   data = data_bytes() + size;
 *   writes = (prot & PROT_WRITE) && mapping_with(start, size, "!wr !sh")
 *
 * param: start
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 * param: prot
 *   type: uint, input
 *   constraint-type: mask(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM |
 *     PROT_GROWSDOWN | PROT_GROWSUP)
 *   cdesc: 0 is PROT_NONE. On x86 writing and executing imply reading.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, growing both ways
 *   x-when: down && up
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 * error: ENOMEM, range wraps
 *   x-when: len && start + size <= start
 * error: EINVAL, unknown protection
 *   x-when: len && (prot & ~(kept | PROT_SEM | PROT_GROWSDOWN | PROT_GROWSUP))
 *   desc: An empty range has none that is unknown.
 * error: EINTR, killed while waiting
 *   x-visible: no
 * error: ENOMEM, nothing mapped at the start
 *   x-when: len && (down ? !mappings_in(start, size) : !mapped(start, 1))
 *   desc: With PROT_GROWSDOWN it may begin in a hole.
 * error: EINVAL, mapping does not grow
 *   x-when: len && (up || down && !(mapped(start, 1) ?
 *     mapping_flag(start, "gd") : mapping_with(start, size, "gd")))
 *   desc: Up it grows on PA-RISC only.
 * error: EACCES, mapping may not be used so
 *   x-when: (prot & PROT_WRITE) && mapping_with(start, size, "!mw") ||
 *     (prot & PROT_EXEC) && mapping_with(start, size, "!me")
 *   x-order: any
 *   desc: A file is shared and was opened for reading only, or its mount has
 *     noexec. The next errors come mapping by mapping, too.
 * error: EACCES, written and executed
 *   x-when: denies_write_exec() && (prot & PROT_EXEC) && mappings_in(start,
 *     size) && ((prot & PROT_WRITE) || mapping_with(start, size, "!ex"))
 *   desc: After PR_SET_MDWE; nor may more be executed.
 * error: EPERM, sealed
 *   x-when: sealed_mapping(start, size)
 *   x-order: any
 *   desc: By mseal(), also where nothing would change.
 * error: ENOMEM, limit of data
 *   x-when: writes && data >> PAGE_SHIFT > RLIMIT_DATA >> PAGE_SHIFT &&
 *     (RLIMIT_DATA || data > hard_limit(RLIMIT_DATA)) &&
 *     address_space_bytes() + size <= RLIMIT_AS
 *   desc: Memory that may be written counts, whether it was touched or not.
 * error: ENOMEM, memory cannot be committed
 *   x-when: (prot & PROT_WRITE) && size > committable_bytes() &&
 *     mapping_with(start, size, "!wr !sh !nr !ht")
 * error: ENOMEM, too many mappings to split one
 *   x-when: protection(start) != (prot & kept) && cuts(start, size, "") >
 *     max(sysctl("vm.max_map_count") - map_count(), 0)
 * error: EINVAL, part of a huge page or of [vdso]
 *   x-when: len && (protection(start) != (prot & kept) &&
 *     (start % page_size_at(start) >= PAGE_SIZE ||
 *     cuts(start, size, "special !file !anonymous")) ||
 *     protection(start + size - 1) != (prot & kept) &&
 *     (start + size) % page_size_at(start + size) >= PAGE_SIZE)
 *   x-order: any
 * error: ENOMEM, hole in the range
 *   x-when: len && !down && !mapped(start, size)
 * error: ENOMEM, no memory for the bookkeeping
 *   x-when: out_of(memory)
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in do_mprotect_pkey().
 *
 * side-effect: modify_state
 *   target: protection of the range
 *   x-when: len != 0
 *   x-after: protection(start) == (prot & kept) &&
 *     protection(start + size - 1) == (prot & kept)
 *   desc: It shows in /proc/self/maps.
 *   reversible: yes
 */
SYSCALL_DEFINE3(mprotect, unsigned long, start, size_t, len,
		unsigned long, prot)
