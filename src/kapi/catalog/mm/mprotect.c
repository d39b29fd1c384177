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
 *   from = down ? first_mapping(start, size) : start;
 *   rest = start + size - from; grown = bytes_with(from, rest, "!wr !sh !gd");
 *   data = data_bytes() + grown;
 *   implied = (prot & PROT_READ) && (personality() & READ_IMPLIES_EXEC) &&
 *     mapping_flag(from, "me") ? PROT_EXEC : 0; new = prot & kept | implied;
 *   cuts = protection_cuts(from, rest, new)
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
 *   cdesc: 0 is PROT_NONE. On x86 writing and executing imply reading,
 *     and with READ_IMPLIES_EXEC reading implies executing. PROT_SEM is from
 *     2.5.7, PROT_GROWSDOWN and PROT_GROWSUP from 2.6.0.
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
 *   desc: With PROT_GROWSDOWN it may begin in a hole; it goes from the begin of
 *     the first mapping on.
 * error: EINVAL, mapping does not grow
 *   x-when: len && (up || down && !mapping_flag(from, "gd"))
 *   desc: Up it grows on PA-RISC only.
 * error: EACCES, mapping may not be used so
 *   x-when: (prot & PROT_WRITE) && mapping_with(from, rest, "!mw") ||
 *     (prot & PROT_EXEC) && mapping_with(from, rest, "!me")
 *   x-order: any
 *   desc: A file is shared and was opened for reading only, or its mount has
 *     noexec. The next errors come mapping by mapping, too.
 * error: EACCES, written and executed
 *   x-when: denies_write_exec() && (new & PROT_EXEC) && mappings_in(from,
 *     rest) && ((prot & PROT_WRITE) || mapping_with(from, rest, "!ex"))
 *   desc: After PR_SET_MDWE; nor may more be executed.
 * error: EPERM, sealed
 *   x-when: sealed_mapping(from, rest)
 *   x-order: any
 *   desc: By mseal(), also where nothing would change.
 * error: ENOMEM, limit of data
 *   x-when: (prot & PROT_WRITE) && grown &&
 *     data >> PAGE_SHIFT > RLIMIT_DATA >> PAGE_SHIFT &&
 *     (RLIMIT_DATA || data > hard_limit(RLIMIT_DATA)) &&
 *     address_space_bytes() + grown <= RLIMIT_AS
 *   desc: Memory that may be written counts, whether it was touched or not.
 * error: ENOMEM, memory cannot be committed
 *   x-when: (prot & PROT_WRITE) && rest > committable_bytes() &&
 *     mapping_with(from, rest, "!wr !sh !nr !ht !ac")
 * error: ENOMEM, too many mappings to split one
 *   x-when: cuts > max(sysctl("vm.max_map_count") - map_count(), 0)
 * error: EINVAL, part of a huge page or of [vdso]
 *   x-when: cuts && (from % page_size_at(from) >= PAGE_SIZE ||
 *     (from + rest) % page_size_at(from + rest) >= PAGE_SIZE ||
 *     cuts(from, rest, "special !file !anonymous"))
 *   x-order: any
 * error: ENOMEM, hole in the range
 *   x-when: len && !mapped(from, rest)
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
 *   x-after: protection(start) == new && protection(start + size - 1) == new
 *   desc: It shows in /proc/self/maps.
 *   reversible: yes
 * side-effect: alloc_memory
 *   target: residency of private memory that is locked and can be written now
 *   x-when: len && (prot & PROT_WRITE) &&
 *     mapping_with(start, 1, "lo !lf !wr !sh !ht")
 *   x-after: resident(start, 1)
 *   reversible: yes
 */
SYSCALL_DEFINE3(mprotect, unsigned long, start, size_t, len,
		unsigned long, prot)
