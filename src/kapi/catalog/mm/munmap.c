/**
 * sys_munmap - take mappings out of the memory of the process
 * @addr: where the range begins
 * @len: bytes; a page touched in part goes whole
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: closed
 * x-order: checked
 * x-where: size = PAGE_ALIGN(len)
 *
 * param: addr
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
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
 * error: EINVAL, start inside a page
 *   x-when: addr % PAGE_SIZE != 0
 * error: EINVAL, beyond user space
 *   x-when: !user_address(addr, len)
 * error: EINVAL, empty range
 *   x-when: len == 0
 * error: ENOMEM, too many mappings to split one
 *   x-when: map_count() >= sysctl("vm.max_map_count") &&
 *     mapping_start(addr) < addr && addr + size < mapping_end(addr)
 * error: EPERM, sealed
 *   x-when: sealed_mapping(addr, size)
 *   desc: Nothing is taken out then, nor at any other error.
 * error: EINVAL, part of a huge page
 *   x-when: addr % page_size_at(addr) >= PAGE_SIZE ||
 *     (addr + size) % page_size_at(addr + size) >= PAGE_SIZE
 *   x-order: any
 * error: EINVAL, part of the vdso
 *   x-when: cuts(addr, size, "special !file !anonymous")
 *   x-order: any
 * error: ENOMEM, no memory for the bookkeeping
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in __vm_munmap().
 *
 * side-effect: resource_destroy, free_memory
 *   target: the mappings of the range
 *   x-after: mappings_in(addr, size) == 0
 *   reversible: no
 * side-effect: modify_state
 *   target: size of the address space, which RLIMIT_AS limits
 *   x-after: address_space_bytes() ==
 *     old(address_space_bytes() - mapped_bytes_in(addr, size))
 *   reversible: yes
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: locked(addr, size)
 *   x-after: locked_bytes() == old(locked_bytes()) - size
 *   desc: Locks go with the mapping.
 *   reversible: yes
 */
SYSCALL_DEFINE2(munmap, unsigned long, addr, size_t, len)
