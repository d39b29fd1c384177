/**
 * sys_munlock - unlock the pages of a range
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are unlocked whole
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 * x-where: first = start & PAGE_MASK;
 *   size = PAGE_ALIGN(len + start % PAGE_SIZE)
 *
 * param: start
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   x-violation: unspecified
 *   x-object: addr:mapped
 *
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, SIZE_MAX)
 *   x-violation: unspecified
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: Also for pages that were never locked.
 *
 * error: EINVAL, rounded range wraps
 *   x-when: first + size < first
 *   desc: Neither a privilege nor a limit is looked at, so everybody sees it.
 *
 * error: ENOMEM, page not mapped
 *   x-when: !mapped(first, size)
 *
 * error: ENOMEM, too many mappings
 *   x-when: cuts(first, size, "lockable lo") > max(sysctl("vm.max_map_count") -
 *     map_count(), 0)
 *   desc: A mapping that is unlocked in part has to be split.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in munlock().
 *
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: !mapping_with(first, size, "!lockable")
 *   x-after: locked_bytes() == old(locked_bytes() - locked_bytes_in(first,
 *     size))
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: lock of the first page, though a later one is not mapped
 *   x-when: errno == ENOMEM && !mapped(first, size) && mapping_with(start, 1,
 *     "lockable lo") && map_count() + 2 <= sysctl("vm.max_map_count")
 *   x-after: !locked(start, 1)
 *   desc: What lies before the hole is unlocked.
 *   reversible: yes
 *
 * state-trans: page
 *   from: resident and locked
 *   to: swappable
 *   x-when: size != 0 && mapping_with(start, 1, "lockable lo")
 *   x-after: !locked(start, 1)
 *   desc: Pages of memfd_secret stay locked.
 */
SYSCALL_DEFINE2(munlock, unsigned long, start, size_t, len)
