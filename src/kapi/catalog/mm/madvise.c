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
 *   desc: From MADV_REMOVE to MADV_DOFORK since 2.6.16, MADV_MERGEABLE and
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
 *   x-when: (!CONFIG_KSM && (behavior == MADV_MERGEABLE || behavior ==
 *     MADV_UNMERGEABLE)) || (!CONFIG_TRANSPARENT_HUGEPAGE && (behavior ==
 *     MADV_HUGEPAGE || behavior == MADV_NOHUGEPAGE || behavior ==
 *     MADV_COLLAPSE)) || (!CONFIG_MEMORY_FAILURE && (behavior == MADV_HWPOISON
 *     || behavior == MADV_SOFT_OFFLINE))
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 * error: EINVAL, length rounds to nothing
 *   x-when: len_in != 0 && PAGE_ALIGN(len_in) == 0
 * error: EINVAL, range wraps
 *   x-when: start + PAGE_ALIGN(len_in) < start
 * error: EPERM, privileged advice
 *   x-when: !CAP_SYS_ADMIN && len_in != 0 && (behavior == MADV_HWPOISON ||
 *     behavior == MADV_SOFT_OFFLINE)
 *   x-needs: CONFIG_MEMORY_FAILURE
 * error: EPERM, sealed
 *   x-when: mapping_with(start, PAGE_ALIGN(len_in), "sl anonymous !wr") &&
 *     (behavior == MADV_DONTNEED || behavior == MADV_DONTNEED_LOCKED ||
 *     behavior == MADV_FREE || behavior == MADV_REMOVE || behavior ==
 *     MADV_DONTFORK || behavior == MADV_WIPEONFORK || behavior ==
 *     MADV_GUARD_INSTALL)
 * error: EINVAL, locked
 *   x-when: mapping_with(start, PAGE_ALIGN(len_in), "lo") && (behavior ==
 *     MADV_DONTNEED || behavior == MADV_FREE || behavior == MADV_REMOVE ||
 *     behavior == MADV_COLD || behavior == MADV_PAGEOUT || behavior ==
 *     MADV_GUARD_INSTALL)
 * error: EINVAL, not private and anonymous
 *   x-when: (behavior == MADV_FREE && mapping_with(start, PAGE_ALIGN(len_in),
 *     "!anonymous !lo")) || (behavior == MADV_WIPEONFORK && mapping_with(start,
 *     PAGE_ALIGN(len_in), "file"))
 * error: EINVAL, no file behind it
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, PAGE_ALIGN(len_in),
 *     "!file !lo")
 * error: EINVAL, droppable
 *   x-when: mapping_with(start, PAGE_ALIGN(len_in), "dp") && (behavior ==
 *     MADV_KEEPONFORK || behavior == MADV_DODUMP)
 * error: EINVAL, memory of a device or of the kernel
 *   x-when: (mapping_with(start, PAGE_ALIGN(len_in), "special !ht") &&
 *     (behavior == MADV_DODUMP || behavior == MADV_GUARD_INSTALL || behavior ==
 *     MADV_GUARD_REMOVE)) || (behavior == MADV_DOFORK && mapping_with(start,
 *     PAGE_ALIGN(len_in), "io")) || (mapping_with(start, PAGE_ALIGN(len_in),
 *     "pf !lo") && (behavior == MADV_DONTNEED || behavior ==
 *     MADV_DONTNEED_LOCKED || behavior == MADV_COLD || behavior ==
 *     MADV_PAGEOUT))
 * error: EINVAL, huge pages
 *   x-when: (mapping_with(start, PAGE_ALIGN(len_in), "ht") && (behavior ==
 *     MADV_COLD || behavior == MADV_PAGEOUT || behavior == MADV_GUARD_INSTALL
 *     || behavior == MADV_GUARD_REMOVE)) || (start % page_size_at(start) != 0
 *     && (behavior == MADV_DONTNEED || behavior == MADV_DONTNEED_LOCKED))
 * error: EINVAL, no huge page fits
 *   x-when: behavior == MADV_COLLAPSE && mapping_with(start,
 *     PAGE_ALIGN(len_in), "") && (ALIGN(start, huge_page_size()) >
 *     ALIGN_DOWN(start + PAGE_ALIGN(len_in), huge_page_size()) ||
 *     ALIGN(mapping_start(start), huge_page_size()) >=
 *     ALIGN_DOWN(mapping_end(start), huge_page_size()) ||
 *     resident_bytes_in(start, PAGE_ALIGN(len_in)) == 0)
 *   desc: A page that is in use gives EAGAIN, the limit of a memory cgroup
 *     EBUSY.
 * error: EINVAL, cannot be populated
 *   x-when: (behavior == MADV_POPULATE_READ && mapping_with(start,
 *     PAGE_ALIGN(len_in), "!rd")) || (behavior == MADV_POPULATE_WRITE &&
 *     mapping_with(start, PAGE_ALIGN(len_in), "!wr")) || ((behavior ==
 *     MADV_POPULATE_READ || behavior == MADV_POPULATE_WRITE) &&
 *     (mapping_with(start, PAGE_ALIGN(len_in), "io") || secret_memory(start,
 *     PAGE_ALIGN(len_in))))
 * error: EACCES, file not shared for writing
 *   x-when: behavior == MADV_REMOVE && (mapping_with(start, PAGE_ALIGN(len_in),
 *     "file !sh") || mapping_with(start, PAGE_ALIGN(len_in), "file !mw !lo"))
 *   x-order: any
 * error: ENODEV, file is no regular one
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, PAGE_ALIGN(len_in),
 *     "sh mw !lo !regular")
 *   x-order: any
 * error: EOPNOTSUPP, file cannot have holes
 *   condition: MADV_REMOVE on a file system without them.
 *   x-order: any
 * error: EPERM, file sealed
 *   x-when: behavior == MADV_REMOVE && mapping_with(start, PAGE_ALIGN(len_in),
 *     "sh mw regular !lo") && (file_seals(start) & F_SEAL_FUTURE_WRITE)
 * error: EBADF, no file behind the mapping
 *   x-when: behavior == MADV_WILLNEED && mapping_with(start,
 *     PAGE_ALIGN(len_in), "!file")
 *   x-needs: !CONFIG_SWAP
 * error: EAGAIN, too many mappings
 *   x-when: advice_cuts(start, PAGE_ALIGN(len_in), behavior) >
 *     max(sysctl("vm.max_map_count") - map_count(), 0)
 * error: EINVAL, part of a mapping of the kernel
 *   x-when: advice_cuts(start, PAGE_ALIGN(len_in), behavior) != 0 &&
 *     mapping_with(start, PAGE_ALIGN(len_in), "special !file !anonymous")
 *   desc: As [vdso] and [vvar], which cannot be split.
 * error: EFAULT, populating meets a bad page
 *   x-when: (behavior == MADV_POPULATE_READ || behavior == MADV_POPULATE_WRITE)
 *     && (past_end_of_file(start, PAGE_ALIGN(len_in)) || guard(start,
 *     PAGE_ALIGN(len_in)) || huge_page_missing(start, PAGE_ALIGN(len_in)))
 * error: ENOMEM, no memory to populate
 *   x-when: out_of(memory) && (behavior == MADV_POPULATE_READ || behavior ==
 *     MADV_POPULATE_WRITE || behavior == MADV_COLLAPSE)
 * error: ENOMEM, gap in the range
 *   x-when: !mapped(start, PAGE_ALIGN(len_in))
 *   desc: Mappings before and after it are advised; populating stops there.
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: free_memory, irreversible
 *   target: content of the pages
 *   x-when: len_in != 0 && resident(start, 1) && mapping_with(start, 1,
 *     "anonymous") && (behavior == MADV_DONTNEED || behavior ==
 *     MADV_DONTNEED_LOCKED || behavior == MADV_GUARD_INSTALL)
 *   x-after: !resident(start, 1)
 *   desc: Zeros come back, of a file its pages. MADV_FREE takes them when
 *     memory gets short, MADV_REMOVE from the file too; access to a guard is
 *     SIGSEGV.
 * side-effect: process_state
 *   target: flags of the mapping
 *   x-when: advice_changes(start, PAGE_ALIGN(len_in), behavior) != 0
 *   x-after: advice_changes(start, PAGE_ALIGN(len_in), behavior) == 0
 *   desc: In smaps rr and sr of MADV_RANDOM and MADV_SEQUENTIAL, dc of
 *     MADV_DONTFORK, hg and nh of MADV_HUGEPAGE, dd of MADV_DONTDUMP, wf of
 *     MADV_WIPEONFORK; their counterparts take them away.
 *   reversible: yes
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: behavior == MADV_POPULATE_READ || behavior == MADV_POPULATE_WRITE
 *   x-after: resident(start, PAGE_ALIGN(len_in))
 *   reversible: yes
 * side-effect: modify_state
 *   target: mappings before and after the gap
 *   x-when: errno == ENOMEM && behavior == MADV_DONTFORK && mapped(start, 1)
 *   x-after: mapping_flag(start, "dc") && (mapping_flag(start +
 *     PAGE_ALIGN(len_in) - 1, "dc") || !mapped(start + PAGE_ALIGN(len_in) - 1,
 *     1))
 *   desc: They are advised all the same.
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: MADV_HWPOISON and MADV_SOFT_OFFLINE
 *   without: EPERM
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len_in, int, behavior)
