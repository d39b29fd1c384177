/**
 * sys_munlockall - unlock all mappings of the process and of its future
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 * x-order: checked
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: Nobody ever sees an error; no privilege is needed.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * lock: mm->mmap_lock
 *   type: semaphore
 *   acquired: yes
 *   released: yes
 *   desc: For writing in munlockall().
 *
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: locked_bytes() != 0 && !secret_memory(0, ULONG_MAX)
 *   x-after: locked_bytes() == 0
 *   desc: What memfd_secret holds stays locked.
 *   reversible: yes
 *
 * side-effect: process_state
 *   target: mappings made later
 *   desc: They are no longer locked when made.
 *   reversible: yes
 *
 * state-trans: lock of later mappings
 *   from: on
 *   to: off
 *   condition: Always.
 */
SYSCALL_DEFINE0(munlockall)
