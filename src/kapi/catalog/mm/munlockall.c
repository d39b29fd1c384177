/**
 * sys_munlockall - unlock all mappings of the process and of its future
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: closed
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck of the process
 *   desc: Falls to what memfd_secret holds, which stays locked.
 *   reversible: yes
 *
 * state-trans: lock of later mappings
 *   from: on
 *   to: off
 *
 * notes: Nobody ever sees an error; no privilege is needed.
 */
SYSCALL_DEFINE0(munlockall)
