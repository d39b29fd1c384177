/**
 * sys_madvise - tell the kernel how a range of memory will be used
 * @start: first byte, at the begin of a page
 * @len_in: bytes from there, rounded up to whole pages
 * @behavior: the advice
 *
 * contexts: process, sleepable
 * since-version: 2.4
 * x-errors: open
 * x-order: checked
 * x-where: size = PAGE_ALIGN(len_in);
 *   drops = behavior == MADV_DONTNEED || behavior == MADV_DONTNEED_LOCKED;
 *   ages = behavior == MADV_COLD || behavior == MADV_PAGEOUT;
 *   guards = behavior == MADV_GUARD_INSTALL || behavior == MADV_GUARD_REMOVE;
 *   populates = behavior == MADV_POPULATE_READ ||
 *     behavior == MADV_POPULATE_WRITE;
 *   poisons = behavior == MADV_HWPOISON || behavior == MADV_SOFT_OFFLINE
 *
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
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown advice
 *   x-when: behavior < MADV_NORMAL || (behavior > MADV_DONTNEED && behavior <
 *     MADV_FREE) || (behavior > MADV_COLLAPSE && behavior < MADV_HWPOISON) ||
 *     behavior > MADV_GUARD_REMOVE
 * error: EINVAL, advice not configured
 *   x-when: (poisons && !CONFIG_MEMORY_FAILURE) || (!CONFIG_KSM &&
 *     (behavior == MADV_MERGEABLE || behavior == MADV_UNMERGEABLE)) ||
 *     (!CONFIG_TRANSPARENT_HUGEPAGE && (behavior == MADV_HUGEPAGE ||
 *     behavior == MADV_NOHUGEPAGE || behavior == MADV_COLLAPSE))
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 * error: EINVAL, length rounds to nothing
 *   x-when: len_in != 0 && size == 0
 * error: EINVAL, range wraps
 *   x-when: start + size < start
 * error: EPERM, privileged advice
 *   x-when: poisons && len_in != 0 && !CAP_SYS_ADMIN
 *   x-needs: CONFIG_MEMORY_FAILURE
 * error: EPERM, sealed
 *   x-when: mapping_with(start, size, "sl anonymous !wr") && (drops ||
 *     behavior == MADV_FREE || behavior == MADV_REMOVE || behavior ==
 *     MADV_DONTFORK || behavior == MADV_WIPEONFORK || behavior ==
 *     MADV_GUARD_INSTALL)
 * error: EINVAL, locked
 *   x-when: mapping_with(start, size, "lo") && (ages ||
 *     behavior == MADV_DONTNEED || behavior == MADV_FREE ||
 *     behavior == MADV_REMOVE || behavior == MADV_GUARD_INSTALL)
 * error: EINVAL, not private and anonymous
 *   x-when: (behavior == MADV_FREE && mapping_with(start, size,
 *     "!anonymous !lo")) || (behavior == MADV_WIPEONFORK &&
 *     mapping_with(start, size, "file"))
 * error: EINVAL, no file behind it
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, size, "!file !lo")
 * error: EINVAL, droppable
 *   x-when: mapping_with(start, size, "dp") &&
 *     (behavior == MADV_KEEPONFORK || behavior == MADV_DODUMP)
 * error: EINVAL, memory of a device or of the kernel
 *   x-when: (mapping_with(start, size, "special !ht") &&
 *     (behavior == MADV_DODUMP || guards)) || (behavior == MADV_DOFORK &&
 *     mapping_with(start, size, "io")) || ((drops || ages) &&
 *     mapping_with(start, size, "pf !lo"))
 * error: EINVAL, huge pages
 *   x-when: ((ages || guards) && mapping_with(start, size, "ht")) ||
 *     (drops && start % page_size_at(start) != 0)
 * error: EINVAL, no room for a huge page
 *   x-when: behavior == MADV_COLLAPSE && mapping_with(start, size, "") &&
 *     (ALIGN(start, huge_page_size()) >
 *     ALIGN_DOWN(start + size, huge_page_size()) ||
 *     ALIGN(mapping_start(start), huge_page_size()) >=
 *     ALIGN_DOWN(mapping_end(start), huge_page_size()))
 * error: EINVAL, memory that takes no huge page
 *   x-when: behavior == MADV_COLLAPSE && (mapping_with(start, size, "nh") ||
 *     mapping_with(start, size, "ht") || mapping_with(start, size, "file !sh"))
 *   desc: Nor does any after PR_SET_THP_DISABLE; of files the text of programs
 *     may, with CONFIG_READ_ONLY_THP_FOR_FS.
 * error: EINVAL, nothing to put into a huge page
 *   condition: A part of the size of one was never touched.
 *   x-needs: behavior == MADV_COLLAPSE && mapping_with(start, size, "")
 *   desc: A page that is in use gives EAGAIN, the limit of a memory cgroup
 *     EBUSY.
 * error: EINVAL, cannot be populated
 *   x-when: (behavior == MADV_POPULATE_READ && mapping_with(start, size,
 *     "!rd")) || (behavior == MADV_POPULATE_WRITE && mapping_with(start, size,
 *     "!wr")) || (populates && (mapping_with(start, size, "io") ||
 *     secret_memory(start, size)))
 *   x-order: any
 *   desc: What comes first in the range: such a mapping, a bad page or a gap.
 * error: EFAULT, populating meets a bad page
 *   x-when: populates && (past_end_of_file(start, size) || guard(start, size)
 *     || huge_page_missing(start, size))
 *   x-order: any
 * error: ENOMEM, no memory to populate
 *   x-when: out_of(memory) && (populates || behavior == MADV_COLLAPSE)
 * error: EACCES, file not shared for writing
 *   x-when: behavior == MADV_REMOVE && (mapping_with(start, size, "file !sh")
 *     || mapping_with(start, size, "file !mw !lo"))
 *   x-order: any
 * error: EPERM, file immutable or append-only
 *   x-when: behavior == MADV_REMOVE &&
 *     (mapping_with(start, size, "sh mw immutable !lo") ||
 *     mapping_with(start, size, "sh mw append-only !lo"))
 * error: ENODEV, file is no regular one
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, size,
 *     "sh mw !lo !regular")
 *   x-order: any
 * error: EOPNOTSUPP, file cannot have holes
 *   condition: The file system has none, as ramfs.
 *   x-needs: behavior == MADV_REMOVE &&
 *     mapping_with(start, size, "sh mw regular !lo")
 * error: EFBIG, beyond the largest position
 *   condition: Of the file system, and the file is mapped beyond it.
 *   x-needs: behavior == MADV_REMOVE &&
 *     mapping_with(start, size, "sh mw regular !lo")
 * error: EPERM, file sealed
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, size,
 *     "sh mw regular !lo") && (file_seals(start) & F_SEAL_FUTURE_WRITE)
 * error: EBADF, no file behind the mapping
 *   x-when: behavior == MADV_WILLNEED && mapping_with(start, size, "!file")
 *   x-needs: !CONFIG_SWAP
 * error: EAGAIN, too many mappings
 *   x-when: advice_cuts(start, size, behavior) >
 *     max(sysctl("vm.max_map_count") - map_count(), 0)
 * error: EINVAL, part of a huge page or of a mapping of the kernel
 *   x-when: advice_cuts(start, size, behavior) != 0 && (mapping_with(start,
 *     size, "ht") || mapping_with(start, size, "special !file !anonymous"))
 *   desc: As [vdso] and [vvar], which cannot be split.
 * error: ENOMEM, gap in the range
 *   x-when: !mapped(start, size)
 *   desc: Mappings before and after it are advised; populating stops there.
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: In do_madvise(), for writing where flags of mappings change.
 *
 * side-effect: free_memory, irreversible
 *   target: content of the pages
 *   x-when: resident(start, 1) && size >= page_size_at(start) &&
 *     (drops || behavior == MADV_GUARD_INSTALL)
 *   x-after: !resident(start, 1)
 *   desc: Zeros come back, of a file its pages. MADV_FREE takes them when
 *     memory gets short, MADV_REMOVE from the file too; access to a guard is
 *     SIGSEGV.
 * side-effect: process_state
 *   target: flags of the mapping
 *   x-when: advice_changes(start, size, behavior) != 0
 *   x-after: advice_changes(start, size, behavior) == 0
 *   desc: In smaps rr and sr of MADV_RANDOM and MADV_SEQUENTIAL, dc of
 *     MADV_DONTFORK, hg and nh of MADV_HUGEPAGE, dd of MADV_DONTDUMP, wf of
 *     MADV_WIPEONFORK; their counterparts take them away.
 *   reversible: yes
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: populates || behavior == MADV_COLLAPSE &&
 *     (start | size) % huge_page_size() == 0
 *   x-after: resident(start, size)
 *   reversible: yes
 * side-effect: modify_state
 *   target: mappings before and after the gap
 *   x-when: errno == ENOMEM && behavior == MADV_DONTFORK && mapped(start, 1)
 *   x-after: mapping_flag(start, "dc") && (mapping_flag(start +
 *     size - 1, "dc") || !mapped(start + size - 1,
 *     1))
 *   desc: They are advised all the same.
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: MADV_HWPOISON and MADV_SOFT_OFFLINE
 *   without: EPERM
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len_in, int, behavior)
