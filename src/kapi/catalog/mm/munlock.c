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
 *   desc: Neither a privilege nor a limit is looked at, so everybody sees it.
 *
 * error: ENOMEM, page not mapped
 *   condition: Of a range that is not empty, some page has no mapping.
 *
 * error: ENOMEM, too many mappings
 *   condition: A mapping must be split and vm.max_map_count is reached.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   condition: The call succeeds.
 *   desc: Falls by the pages of the range that were locked, but for those of
 *     memfd_secret.
 *   reversible: yes
 *   x-when: PAGE_ALIGN(len + start % PAGE_SIZE) != 0
 *
 * side-effect: modify_state
 *   target: flag lo in smaps, of the pages before the unmapped one
 *   condition: The call fails with ENOMEM, page not mapped.
 *   desc: They are unlocked.
 *   reversible: yes
 *
 * state-trans: page
 *   from: resident and locked
 *   to: swappable
 *   condition: The call succeeds; pages of memfd_secret stay locked.
 */
SYSCALL_DEFINE2(munlock, unsigned long, start, size_t, len)
