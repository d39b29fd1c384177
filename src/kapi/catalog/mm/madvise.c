/**
 * sys_madvise - tell the kernel how a range of memory will be used
 * @start: first byte, at the begin of a page
 * @len_in: bytes from there, rounded up to whole pages
 * @behavior: the advice
 *
 * long-desc: Some advice is a hint, some changes what the memory holds or how
 *   the mapping behaves; the second kind works on whole mappings and splits
 *   them where needed.
 *
 * contexts: process, sleepable
 * since-version: 2.4
 * x-errors: open
 *
 * param: start
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 *
 * param: len_in
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 *
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
 *
 * x-value: MADV_NORMAL, since 2.4, clears rr, clears sr
 * x-value: MADV_RANDOM, since 2.4, sets rr, clears sr
 * x-value: MADV_SEQUENTIAL, since 2.4, sets sr, clears rr
 * x-value: MADV_WILLNEED, since 2.4
 * x-value: MADV_DONTNEED, since 2.4, on unlocked
 * x-value: MADV_FREE, since 4.5, on private, on anonymous, on unlocked
 * x-value: MADV_REMOVE, since 2.6.16, on shared, on writable, on unlocked
 * x-value: MADV_DONTFORK, since 2.6.16, sets dc
 * x-value: MADV_DOFORK, since 2.6.16, clears dc
 * x-value: MADV_MERGEABLE, since 2.6.32, needs CONFIG_KSM
 * x-value: MADV_UNMERGEABLE, since 2.6.32, needs CONFIG_KSM, clears mg
 * x-value: MADV_HUGEPAGE, since 2.6.38, needs CONFIG_TRANSPARENT_HUGEPAGE, sets
 *   hg, clears nh
 * x-value: MADV_NOHUGEPAGE, since 2.6.38, needs CONFIG_TRANSPARENT_HUGEPAGE,
 *   sets nh, clears hg
 * x-value: MADV_DONTDUMP, since 3.4, sets dd
 * x-value: MADV_DODUMP, since 3.4, clears dd
 * x-value: MADV_WIPEONFORK, since 4.14, on private, on anonymous, sets wf
 * x-value: MADV_KEEPONFORK, since 4.14, clears wf
 * x-value: MADV_COLD, since 5.4, on unlocked
 * x-value: MADV_PAGEOUT, since 5.4, on unlocked
 * x-value: MADV_POPULATE_READ, since 5.14, on readable
 * x-value: MADV_POPULATE_WRITE, since 5.14, on writable
 * x-value: MADV_DONTNEED_LOCKED, since 5.18
 * x-value: MADV_COLLAPSE, since 6.1, needs CONFIG_TRANSPARENT_HUGEPAGE, on
 *   huge
 * x-value: MADV_GUARD_INSTALL, since 6.13, on unlocked
 * x-value: MADV_GUARD_REMOVE, since 6.13
 * x-value: MADV_HWPOISON, since 2.6.32, needs CONFIG_MEMORY_FAILURE, needs
 *   CAP_SYS_ADMIN
 * x-value: MADV_SOFT_OFFLINE, since 2.6.33, needs CONFIG_MEMORY_FAILURE, needs
 *   CAP_SYS_ADMIN
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown advice
 *   condition: No advice that the kernel knows has the number.
 *   x-when: behavior < 0 || (behavior > MADV_DONTNEED && behavior <
 *     MADV_FREE)
 *   desc: Checked first, also for an empty range.
 *
 * error: EINVAL, advice not configured
 *   condition: Also in a kernel older than the advice.
 *   x-when: (!CONFIG_KSM && (behavior == MADV_MERGEABLE || behavior ==
 *     MADV_UNMERGEABLE)) || (!CONFIG_TRANSPARENT_HUGEPAGE && (behavior ==
 *     MADV_HUGEPAGE || behavior == MADV_NOHUGEPAGE || behavior ==
 *     MADV_COLLAPSE)) || (!CONFIG_MEMORY_FAILURE && (behavior == MADV_HWPOISON
 *     || behavior == MADV_SOFT_OFFLINE))
 *
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 *   desc: Also for an empty range.
 *
 * error: EINVAL, length rounds to nothing
 *   x-when: len_in != 0 && PAGE_ALIGN(len_in) == 0
 *
 * error: EINVAL, range wraps
 *   x-when: start + PAGE_ALIGN(len_in) < start
 *
 * error: EPERM, privileged advice
 *   x-when: CONFIG_MEMORY_FAILURE && !CAP_SYS_ADMIN && (behavior ==
 *     MADV_HWPOISON || behavior == MADV_SOFT_OFFLINE) && start % PAGE_SIZE == 0
 *     && PAGE_ALIGN(len_in) != 0 && start + PAGE_ALIGN(len_in) > start
 *
 * error: EPERM, sealed
 *   condition: MADV_DONTNEED, MADV_DONTNEED_LOCKED, MADV_FREE, MADV_REMOVE,
 *     MADV_DONTFORK, MADV_WIPEONFORK or MADV_GUARD_INSTALL, and a mapping is
 *     sealed, private, anonymous and not writable.
 *   desc: Comes before the other errors of the same mapping.
 *
 * error: EPERM, file sealed
 *   condition: MADV_REMOVE, and the file has F_SEAL_FUTURE_WRITE.
 *
 * error: EINVAL, locked
 *   condition: MADV_DONTNEED, MADV_FREE, MADV_COLD, MADV_PAGEOUT, MADV_REMOVE
 *     or MADV_GUARD_INSTALL of a locked mapping.
 *
 * error: EINVAL, not private and anonymous
 *   condition: MADV_FREE or MADV_WIPEONFORK of a file or shared memory.
 *
 * error: EINVAL, no file behind it
 *   condition: MADV_REMOVE of private anonymous memory.
 *
 * error: EINVAL, droppable
 *   condition: MADV_KEEPONFORK or MADV_DODUMP of a MAP_DROPPABLE mapping.
 *
 * error: EINVAL, memory of a device or of the kernel
 *   condition: MADV_DODUMP or MADV_GUARD_INSTALL of a mapping with io, pf, de
 *     or mm in smaps; MADV_DOFORK with io; MADV_DONTNEED, MADV_FREE, MADV_COLD,
 *     MADV_PAGEOUT or populating with pf.
 *
 * error: EINVAL, no huge page fits
 *   condition: MADV_COLLAPSE of a mapping that holds no whole huge page, or that
 *     nobody has touched yet.
 *
 * error: EINVAL, protection forbids populating
 *   condition: MADV_POPULATE_READ of PROT_NONE, MADV_POPULATE_WRITE of memory
 *     that is not writable.
 *
 * error: ENOMEM, gap in the range
 *   condition: Some page belongs to no mapping.
 *   desc: Other errors of the mappings that exist come before it.
 *
 * error: ENOMEM, no memory to populate
 *   condition: MADV_POPULATE_READ or MADV_POPULATE_WRITE, and no page to
 *     give.
 *
 * error: ENOMEM, no huge page
 *   condition: MADV_COLLAPSE.
 *
 * error: EAGAIN, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached, or
 *     memory for the split is short.
 *
 * error: EAGAIN, page in use
 *   condition: MADV_COLLAPSE, and a page is locked or pinned.
 *
 * error: EBUSY, limit of the memory cgroup
 *   condition: MADV_COLLAPSE, and the huge page would exceed it.
 *
 * error: EBUSY, page cannot be moved
 *   condition: MADV_SOFT_OFFLINE or MADV_HWPOISON.
 *   x-needs: CONFIG_MEMORY_FAILURE
 *
 * error: EACCES, file not shared for writing
 *   condition: MADV_REMOVE of a private mapping of a file, or of a file that
 *     was opened for reading only.
 *
 * error: EOPNOTSUPP, file cannot have holes
 *   condition: MADV_REMOVE on a file system without them.
 *
 * error: ENODEV, file is no regular one
 *   condition: MADV_REMOVE of shared memory of a device or of the kernel.
 *
 * error: EIO, device failed
 *   condition: MADV_REMOVE, and the file system could not write; or
 *     MADV_SOFT_OFFLINE of a page that cannot be moved at all.
 *
 * error: EFAULT, populating meets a bad page
 *   condition: MADV_POPULATE_READ or MADV_POPULATE_WRITE past the end of a
 *     file or over a guard page.
 *
 * error: EHWPOISON, poisoned page
 *   condition: A populating advice meets a page with a hardware error.
 *
 * error: EBADF, no file behind the mapping
 *   condition: MADV_WILLNEED on anonymous memory.
 *   x-needs: !CONFIG_SWAP
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: free_memory, irreversible
 *   target: content of the pages
 *   condition: MADV_FREE, when memory gets short; MADV_GUARD_INSTALL makes
 *     their access SIGSEGV; after the others they read as zero or as the file.
 *   x-when: behavior == MADV_DONTNEED || behavior == MADV_DONTNEED_LOCKED ||
 *     behavior == MADV_FREE || behavior == MADV_REMOVE || behavior ==
 *     MADV_GUARD_INSTALL
 *
 * side-effect: process_state
 *   target: flags of the mapping in smaps
 *   condition: The call succeeds.
 *   desc: As x-value lists them under sets and clears.
 *   reversible: yes
 *
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-when: behavior == MADV_POPULATE_READ || behavior == MADV_POPULATE_WRITE
 *
 * side-effect: modify_state
 *   target: mappings before and after the gap
 *   condition: The call fails with ENOMEM, gap in the range.
 *   desc: They are advised all the same; populating stops at the gap.
 *
 * side-effect: modify_state
 *   target: mappings before the one that made the call fail
 *   condition: The call fails behind the checks of its arguments.
 *   desc: They are advised, later ones are not.
 *
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: MADV_HWPOISON and MADV_SOFT_OFFLINE
 *   without: EPERM
 *   x-when: behavior == MADV_HWPOISON || behavior == MADV_SOFT_OFFLINE
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len_in, int, behavior)
