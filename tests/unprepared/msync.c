/**
 * sys_msync - write back what was changed in mapped files
 * @start: the first page
 * @len: bytes; pages touched in part count whole
 * @flags: whether to wait
 *
 * contexts: process, sleepable
 * since-version: 1.3.25
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
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(MS_ASYNC | MS_INVALIDATE | MS_SYNC)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)
 *
 * error: EINVAL, not the start of a page
 *   x-when: start % PAGE_SIZE != 0
 *
 * error: EINVAL, wait and do not wait
 *   x-when: (flags & MS_ASYNC) && (flags & MS_SYNC)
 *
 * error: ENOMEM, range wraps
 *   x-when: start + PAGE_ALIGN(len) < start
 *
 * error: EINTR, killed
 *   x-visible: no
 *
 * error: EBUSY, locked memory
 *   x-when: (flags & MS_INVALIDATE) && mapping_with(start, PAGE_ALIGN(len), "lo")
 *   x-order: any
 *
 * error: EIO, device
 *   condition: Writing to the device failed.
 *   x-order: any
 *
 * error: ENOMEM, gap in the range
 *   x-when: PAGE_ALIGN(len) != 0 && !mapped(start, PAGE_ALIGN(len))
 *   x-order: any
 */
SYSCALL_DEFINE3(msync, unsigned long, start, size_t, len, int, flags)
