/**
 * sys_madvise - tell the kernel how a range of memory will be used
 * @start: first byte, at the begin of a page
 * @len_in: bytes from there, rounded up to whole pages
 * @behavior: the advice
 * contexts: process, sleepable
 * since-version: 2.4
 * x-errors: open
 * x-order: checked
 * x-where: size = PAGE_ALIGN(len_in); locked = mapping_with(start, size, "lo");
 *   huge = huge_page_size(); cuts = advice_cuts(start, size, behavior); drops =
 *   behavior == MADV_DONTNEED || behavior == MADV_DONTNEED_LOCKED; guards =
 *   behavior == MADV_GUARD_INSTALL || behavior == MADV_GUARD_REMOVE; reads =
 *   behavior == MADV_POPULATE_READ; writes = behavior == MADV_POPULATE_WRITE;
 *   removes = behavior == MADV_REMOVE; collapses = behavior == MADV_COLLAPSE;
 *   poisons = behavior == MADV_HWPOISON || behavior == MADV_SOFT_OFFLINE
 * param: start
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 * param: len_in
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 * param: behavior
 *   type: int, input
 *   constraint-type: enum(MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL,
 *     MADV_WILLNEED, MADV_DONTNEED, MADV_FREE, MADV_REMOVE, MADV_DONTFORK,
 *     MADV_DOFORK, MADV_MERGEABLE, MADV_UNMERGEABLE, MADV_HUGEPAGE,
 *     MADV_NOHUGEPAGE, MADV_DONTDUMP, MADV_DODUMP, MADV_WIPEONFORK,
 *     MADV_KEEPONFORK, MADV_COLD, MADV_PAGEOUT, MADV_POPULATE_READ,
 *     MADV_POPULATE_WRITE, MADV_DONTNEED_LOCKED, MADV_COLLAPSE,
 *     MADV_GUARD_INSTALL, MADV_GUARD_REMOVE, MADV_HWPOISON, MADV_SOFT_OFFLINE)
 *   x-violation: reject(EINVAL)
 *   cdesc: From MADV_REMOVE to MADV_DOFORK since 2.6.16, MADV_MERGEABLE and
 *     MADV_HWPOISON 2.6.32, MADV_SOFT_OFFLINE 2.6.33, MADV_HUGEPAGE 2.6.38,
 *     MADV_DONTDUMP 3.4, MADV_WIPEONFORK 4.14, MADV_FREE 4.5, MADV_COLD 5.4,
 *     MADV_POPULATE_READ 5.14, MADV_DONTNEED_LOCKED 5.18, MADV_COLLAPSE 6.1,
 *     MADV_GUARD_INSTALL 6.13, each with its counterpart.
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 * error: EINVAL, unknown advice
 *   x-when: behavior < MADV_NORMAL || (behavior > MADV_DONTNEED && behavior <
 *     MADV_FREE) || (behavior > MADV_COLLAPSE && behavior < MADV_HWPOISON) ||
 *     behavior > MADV_GUARD_REMOVE
 * error: EINVAL, advice not configured
 *   x-when: poisons && !CONFIG_MEMORY_FAILURE || !CONFIG_KSM && (behavior ==
 *     MADV_MERGEABLE || behavior == MADV_UNMERGEABLE) ||
 *     !CONFIG_TRANSPARENT_HUGEPAGE && (collapses || behavior == MADV_HUGEPAGE
 *     || behavior == MADV_NOHUGEPAGE)
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 * error: EINVAL, range wraps, or its length when rounded
 *   x-when: len_in != 0 && size == 0 || start + size < start
 * error: EPERM, privileged advice
 *   x-when: poisons && len_in != 0 && !CAP_SYS_ADMIN
 *   x-needs: CONFIG_MEMORY_FAILURE
 * error: EPERM, sealed
 *   x-when: mapping_with(start, size, "sl anonymous !wr") && (drops || removes
 *     || behavior == MADV_FREE || behavior == MADV_DONTFORK || behavior ==
 *     MADV_WIPEONFORK || behavior == MADV_GUARD_INSTALL)
 *   x-order: any
 * error: EINVAL, pages that cannot age
 *   x-when: (behavior == MADV_COLD || behavior == MADV_PAGEOUT) && (locked ||
 *     mapping_with(start, size, "pf") || mapping_with(start, size, "ht"))
 * error: EINVAL, pages that cannot be dropped
 *   x-when: drops && (start % page_size_at(start) || mapping_with(start, size,
 *     "pf")) || behavior == MADV_DONTNEED && locked || behavior == MADV_FREE &&
 *     (locked || mapping_with(start, size, "!anonymous"))
 * error: EINVAL, pages without a file, or locked
 *   x-when: removes && (locked || mapping_with(start, size, "!file"))
 * error: EINVAL, no place for guards
 *   x-when: guards && mapping_with(start, size, "special") ||
 *     behavior == MADV_GUARD_INSTALL && locked
 * error: EINVAL, flag that the mapping cannot have or lose
 *   x-when: behavior == MADV_DOFORK && mapping_with(start, size, "io") ||
 *     behavior == MADV_WIPEONFORK && mapping_with(start, size, "file") ||
 *     behavior == MADV_DODUMP && mapping_with(start, size, "special !ht") ||
 *     (behavior == MADV_DODUMP || behavior == MADV_KEEPONFORK) &&
 *     mapping_with(start, size, "dp")
 * error: EINVAL, memory that takes no huge page, or without room for one
 *   x-when: collapses && (mapping_with(start, size, "nh") ||
 *     mapping_with(start, size, "special") || mapping_with(start, size, "") &&
 *     (ALIGN(start, huge) > ALIGN_DOWN(start + size, huge) || ALIGN(
 *     mapping_start(start), huge) >= ALIGN_DOWN(mapping_end(start), huge)))
 * error: EINVAL, nothing to put into a huge page
 *   condition: A part was never touched, or no page of the file can be huge.
 *   x-needs: collapses && mapping_with(start, size, "")
 * error: EINVAL, cannot be populated
 *   x-when: reads && mapping_with(start, size, "!rd") || writes &&
 *     mapping_with(start, size, "!wr") || (reads || writes) &&
 *     (mapping_with(start, size, "io") || secret_memory(start, size))
 *   x-order: any
 * error: EFAULT, populating meets a bad page
 *   x-when: (reads || writes) && (past_end_of_file(start, size) ||
 *     guard(start, size) || huge_page_missing(start, size))
 *   x-order: any
 * error: ENOMEM, no memory to populate
 *   x-when: out_of(memory) && (reads || writes || collapses)
 * error: EACCES, file not shared for writing
 *   x-when: removes && (mapping_with(start, size, "file !sh") ||
 *     mapping_with(start, size, "file !mw !lo"))
 *   x-order: any
 * error: EPERM, file immutable, append-only or sealed
 *   x-when: removes && (mapping_with(start, size, "sh mw immutable !lo") ||
 *     mapping_with(start, size, "sh mw append-only !lo") || mapping_with(start,
 *     size, "sh mw regular !lo") && (file_seals(start) & F_SEAL_FUTURE_WRITE))
 *   x-order: any
 * error: ENODEV, file is no regular one
 *   x-when: removes && mapping_with(start, size, "sh mw !lo !regular")
 *   x-order: any
 * error: EBADF, no file behind the mapping
 *   x-when: behavior == MADV_WILLNEED && mapping_with(start, size, "!file")
 *   x-needs: !CONFIG_SWAP
 * error: EAGAIN, too many mappings
 *   x-when: cuts > max(sysctl("vm.max_map_count") - map_count(), 0)
 * error: EINVAL, part of a huge page or of [vdso]
 *   x-when: cuts && (start % page_size_at(start) ||
 *     (start + size) % page_size_at(start + size) ||
 *     cuts(start, size, "special !file !anonymous"))
 * error: ENOMEM, gap in the range
 *   x-when: !mapped(start, size)
 *   desc: Mappings around it are advised, up to one that refuses.
 * error: EINTR, killed while waiting
 *   x-visible: no
 * lock: mm->mmap_lock
 *   type: semaphore
 *   desc: In do_madvise(), for writing where flags of mappings change.
 * side-effect: free_memory, irreversible
 *   target: content of the pages
 *   x-when: resident(start, 1) && size >= page_size_at(start) &&
 *     (drops || behavior == MADV_GUARD_INSTALL)
 *   x-after: !resident(start, 1)
 * side-effect: process_state
 *   target: flags of the mapping, as VmFlags of smaps shows them
 *   x-when: advice_changes(start, size, behavior) != 0
 *   x-after: advice_changes(start, size, behavior) == 0
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: reads || writes || collapses && (start | size) % huge == 0
 *   x-after: resident(start, size)
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: MADV_HWPOISON and MADV_SOFT_OFFLINE
 *   without: EPERM
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len_in, int, behavior)
