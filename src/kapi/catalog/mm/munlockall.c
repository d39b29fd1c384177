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
 *   desc: Nobody ever sees an error; no privilege is needed.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   desc: Falls to what memfd_secret holds, which stays locked.
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
