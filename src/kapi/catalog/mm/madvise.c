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
 * x-errors: closed
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
 *   cdesc: Some values exist only where the kernel was configured for them.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown advice
 *   x-when: behavior < 0 || (behavior > MADV_DONTNEED && behavior <
 *     MADV_FREE)
 *   desc: Checked first, also for an empty range.
 *
 * error: EINVAL, advice not configured
 *   condition: MADV_MERGEABLE, MADV_HUGEPAGE, MADV_COLLAPSE, MADV_HWPOISON,
 *     MADV_SOFT_OFFLINE and their opposites, in a kernel without the feature.
 *
 * error: EINVAL, start inside a page
 *   x-when: start % PAGE_SIZE != 0
 *
 * error: EINVAL, length rounds to nothing
 *   x-when: start % PAGE_SIZE == 0 && len_in != 0 && PAGE_ALIGN(len_in) == 0
 *
 * error: EINVAL, range wraps
 *   x-when: start % PAGE_SIZE == 0 && start + PAGE_ALIGN(len_in) < start
 *
 * error: EINVAL, locked pages would be given up
 *   condition: MADV_DONTNEED, MADV_FREE, MADV_COLD, MADV_PAGEOUT, MADV_REMOVE
 *     or MADV_GUARD_INSTALL on a locked mapping.
 *
 * error: EINVAL, advice does not fit the mapping
 *   condition: MADV_FREE or MADV_WIPEONFORK on a file or shared memory,
 *     MADV_REMOVE on private anonymous memory, MADV_KEEPONFORK on droppable
 *     memory, MADV_DODUMP on memory of devices, MADV_COLLAPSE of less than one
 *     huge page.
 *
 * error: EINVAL, protection forbids populating
 *   condition: MADV_POPULATE_READ of PROT_NONE, MADV_POPULATE_WRITE of memory
 *     that is not writable.
 *
 * error: ENOMEM, gap in the range
 *   condition: Some page belongs to no mapping. The mappings before and after
 *     the gap are advised all the same; populating stops at the gap.
 *
 * error: ENOMEM, no memory to populate
 *   condition: MADV_POPULATE_READ or MADV_POPULATE_WRITE, and no page to
 *     give.
 *
 * error: EAGAIN, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached, or
 *     memory for the split is short.
 *
 * error: EACCES, file not writable
 *   condition: MADV_REMOVE of a mapping that is private, or of a file that
 *     was opened for reading only.
 *
 * error: EPERM, sealed
 *   condition: MADV_DONTNEED and its kin on sealed anonymous memory that the
 *     caller cannot write.
 *
 * error: EPERM, privileged advice
 *   x-when: start % PAGE_SIZE == 0 && !CAP_SYS_ADMIN && (behavior ==
 *     MADV_HWPOISON || behavior == MADV_SOFT_OFFLINE)
 *   x-needs: CONFIG_MEMORY_FAILURE
 *
 * error: EFAULT, populating meets a bad page
 *   condition: MADV_POPULATE_READ or MADV_POPULATE_WRITE past the end of a
 *     file or over a guard page.
 *
 * error: EBADF, no file behind the mapping
 *   condition: MADV_WILLNEED on anonymous memory.
 *   x-needs: a kernel without CONFIG_SWAP
 *
 * error: EIO, reading failed
 *   condition: MADV_WILLNEED or a populating advice, and the device fails.
 *
 * error: EHWPOISON, poisoned page
 *   condition: A populating advice meets a page with a hardware error.
 *
 * error: EBUSY, page cannot be had now
 *   condition: MADV_COLLAPSE or MADV_SOFT_OFFLINE, and a page is in use.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: free_memory | irreversible
 *   target: content of the pages
 *   condition: MADV_DONTNEED, MADV_REMOVE, MADV_GUARD_INSTALL; MADV_FREE when
 *     memory gets short.
 *
 * side-effect: process_state
 *   target: flags of the mapping in smaps
 *   condition: MADV_DONTFORK (dc), MADV_DONTDUMP (dd), MADV_WIPEONFORK (wf),
 *     MADV_HUGEPAGE (hg), MADV_NOHUGEPAGE (nh), MADV_MERGEABLE (mg),
 *     MADV_RANDOM (rr), MADV_SEQUENTIAL (sr)
 *   reversible: yes
 *
 * side-effect: alloc_memory
 *   target: residency of the pages, as mincore shows it
 *   condition: MADV_WILLNEED of a file, MADV_POPULATE_READ,
 *     MADV_POPULATE_WRITE, MADV_COLLAPSE
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: mappings that were reached before the failure
 *   condition: The call fails behind the checks of its arguments.
 *   desc: They are advised; for ENOMEM also those after the gap.
 *
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: MADV_HWPOISON and MADV_SOFT_OFFLINE
 *   without: EPERM
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len_in, int, behavior)
