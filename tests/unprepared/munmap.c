/**
 * sys_munmap - take mappings out of the memory of the process
 * @addr: where the range begins
 * @len: bytes; a page touched in part goes whole
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 *
 * param: addr
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *
 * param: len
 *   type: uint, input
 *   constraint-type: nonzero
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: Also where nothing is mapped.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * error: EINVAL, not the start of a page
 *   x-when: addr % PAGE_SIZE != 0
 *
 * error: EINVAL, not in the memory of programs
 *   x-when: !user_address(addr, len)
 *
 * error: EINVAL, empty range
 *   x-when: len == 0
 *
 * error: EPERM, sealed
 *   x-when: sealed_mapping(addr, PAGE_ALIGN(len))
 *   x-order: any
 *   desc: Nothing is taken out then.
 *
 * error: EINVAL, part of a huge page
 *   condition: The range begins or ends within a huge page of hugetlbfs.
 *   x-order: any
 *
 * error: ENOMEM, too many mappings
 *   condition: The range lies within one mapping, which must become two, and the process has
 *     vm.max_map_count.
 *   x-order: any
 *
 * error: ENOMEM, no memory for the bookkeeping
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * side-effect: resource_destroy, free_memory
 *   target: the mappings of the range
 *   condition: The call succeeds.
 *   reversible: no
 *   x-after: mappings_in(addr, PAGE_ALIGN(len)) == 0
 *
 * side-effect: modify_state
 *   target: address space of the process
 *   condition: The call succeeds, and the whole range was mapped.
 *   reversible: yes
 *   x-when: mapped(addr, PAGE_ALIGN(len))
 *   x-after: address_space_bytes() == old(address_space_bytes()) - PAGE_ALIGN(len)
 *
 * state-trans: mapping
 *   from: there
 *   to: gone
 *   condition: The call succeeds.
 *   x-when: mapped(addr, PAGE_ALIGN(len))
 *   x-after: !mapped(addr, 1)
 */
SYSCALL_DEFINE2(munmap, unsigned long, addr, size_t, len)
