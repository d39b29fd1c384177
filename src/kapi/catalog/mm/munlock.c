/**
 * sys_munlock - unlock the pages of a range
 * @start: any address in the first page
 * @len: bytes from there; pages touched in part are unlocked whole
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 *
 * param: start
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   x-violation: reject(ENOMEM)
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
 *   x-when: (start & PAGE_MASK) + PAGE_ALIGN(len + start % PAGE_SIZE) <
 *     (start & PAGE_MASK)
 *
 * error: ENOMEM, page not mapped
 *   condition: Some page of the range belongs to no mapping.
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck of the process
 *   condition: The call succeeds.
 *   reversible: yes
 *
 * side-effect: modify_state
 *   target: mappings before the page that made the call fail
 *   condition: The call fails with ENOMEM.
 *   desc: They are unlocked.
 *   reversible: yes
 *
 * state-trans: page
 *   from: resident and locked
 *   to: swappable
 *   condition: The call succeeds; pages of memfd_secret stay locked.
 *
 * notes: Neither a privilege nor a limit is looked at.
 */
SYSCALL_DEFINE2(munlock, unsigned long, start, size_t, len)
