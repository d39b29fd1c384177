/**
 * sys_mincore - say which pages of a range are in memory
 * @start: the first page
 * @len: bytes; pages touched in part count whole
 * @vec: where a byte for each page goes
 *
 * contexts: process, sleepable
 * since-version: 2.4
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
 * param: vec
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: PAGE_ALIGN(len) / PAGE_SIZE
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, not the start of a page
 *   x-when: start % PAGE_SIZE != 0
 *
 * error: ENOMEM, not in the memory of programs
 *   x-when: !user_address(start, len)
 *
 * error: EFAULT, answer outside the memory of programs
 *   x-when: !user_address(vec, PAGE_ALIGN(len) / PAGE_SIZE)
 *
 * error: EAGAIN, no memory for the answer
 *   x-when: out_of(memory)
 *
 * error: ENOMEM, page not mapped
 *   x-when: !mapped(start, PAGE_ALIGN(len))
 *   x-order: any
 *   desc: The bytes of the mappings before it have been written.
 *
 * error: EFAULT, no memory for the answer
 *   x-when: !writable(vec, PAGE_ALIGN(len) / PAGE_SIZE)
 *   x-order: any
 */
SYSCALL_DEFINE3(mincore, unsigned long, start, size_t, len, unsigned char __user *, vec)
