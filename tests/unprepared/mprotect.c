/**
 * sys_mprotect - say what may be done with the pages of a range
 * @start: the first page
 * @len: bytes; pages touched in part count whole
 * @prot: reading, writing, executing
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: start
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 *
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 *
 * param: prot
 *   type: uint, input
 *   constraint-type: mask(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM | PROT_GROWSDOWN |
 *     PROT_GROWSUP)
 *   cdesc: Not looked at when len is 0, but for PROT_GROWSDOWN and PROT_GROWSUP together.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: Also where len is 0, whether the page is mapped or not.
 *
 * error: EINVAL, both directions to grow
 *   x-when: (prot & PROT_GROWSDOWN) && (prot & PROT_GROWSUP)
 *
 * error: EINVAL, not the start of a page
 *   x-when: start % PAGE_SIZE != 0
 *
 * error: ENOMEM, range wraps
 *   x-when: len != 0 && start + PAGE_ALIGN(len) <= start
 *
 * error: EINVAL, unknown protection
 *   x-when: len != 0 && (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM |
 *     PROT_GROWSDOWN | PROT_GROWSUP))
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * error: ENOMEM, nothing mapped there
 *   x-when: len != 0 && mappings_in(start, PAGE_ALIGN(len)) == 0
 *
 * error: ENOMEM, first page not mapped
 *   x-when: len != 0 && !(prot & PROT_GROWSDOWN) && !mapped(start, 1)
 *
 * error: EINVAL, not the stack
 *   x-when: len != 0 && (prot & PROT_GROWSDOWN) && mapped(start, 1) && !mapping_flag(start, "gd")
 *
 * error: EINVAL, not the stack behind a gap
 *   condition: PROT_GROWSDOWN, the first page is not mapped, and the first mapping of the range
 *     does not grow downwards.
 *
 * error: EINVAL, nothing that grows upwards
 *   x-when: len != 0 && (prot & PROT_GROWSUP)
 *   desc: As it is on x86; on parisc the stack does.
 *
 * error: ENOMEM, gap in the range
 *   x-when: len != 0 && mapped(start, 1) && !mapped(start, PAGE_ALIGN(len))
 *   x-order: any
 *   desc: Pages before the gap have been changed.
 *
 * error: EACCES, first mapping may never be used so
 *   x-when: len != 0 && mapped(start, 1) &&
 *     (((prot & PROT_READ) && !mapping_flag(start, "mr")) ||
 *     ((prot & PROT_WRITE) && !mapping_flag(start, "mw")) ||
 *     ((prot & PROT_EXEC) && !mapping_flag(start, "me")))
 *
 * error: EACCES, later mapping may never be used so
 *   condition: A mapping after the first is a shared one of a file that was not opened for
 *     writing, and prot has PROT_WRITE; or of a file system mounted noexec, and prot has PROT_EXEC.
 *   x-order: any
 *
 * error: EACCES, memory that was writable becomes executable
 *   condition: The process has PR_MDWE_REFUSE_EXEC_GAIN, and a mapping would become executable, or
 *     both writable and executable.
 *   x-order: any
 *
 * error: EINVAL, part of a huge page
 *   condition: The range begins or ends within a huge page of hugetlbfs.
 *   x-order: any
 *
 * error: EPERM, sealed
 *   x-when: len != 0 && sealed_mapping(start, PAGE_ALIGN(len))
 *   x-order: any
 *
 * error: ENOMEM, too much data
 *   condition: Private memory becomes writable, and then the data of the process exceed
 *     RLIMIT_DATA.
 *   x-order: any
 *
 * error: ENOMEM, not so much promised
 *   condition: Private memory becomes writable, and the system does not overcommit so much.
 *   x-order: any
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split, and the process has vm.max_map_count.
 *   x-order: any
 *
 * side-effect: modify_state
 *   target: protection of the first page
 *   condition: The call succeeds, and len is not 0.
 *   reversible: yes
 *   x-when: len != 0
 *   x-after: protection(start) == (prot & (PROT_READ | PROT_WRITE | PROT_EXEC))
 *
 * side-effect: modify_state
 *   target: protection of the last page
 *   condition: The call succeeds, and len is not 0.
 *   reversible: yes
 *   x-when: len != 0
 *   x-after: protection(start + len - 1) == (prot & (PROT_READ | PROT_WRITE | PROT_EXEC))
 */
SYSCALL_DEFINE3(mprotect, unsigned long, start, size_t, len, unsigned long, prot)
