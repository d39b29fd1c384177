/**
 * sys_timerfd_create - make a timer that is read like a file
 * @clockid: the clock that it follows
 * @flags: how the descriptor is made
 *
 * contexts: process, sleepable
 * since-version: 2.6.25
 * x-errors: closed
 * x-order: checked
 *
 * param: clockid
 *   type: int, input
 *   constraint-type: enum(CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME,
 *     CLOCK_REALTIME_ALARM, CLOCK_BOOTTIME_ALARM)
 *   x-violation: reject(EINVAL)
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(TFD_CLOEXEC | TFD_NONBLOCK)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(TFD_CLOEXEC | TFD_NONBLOCK)
 *
 * error: EINVAL, unknown clock
 *   x-when: clockid != CLOCK_REALTIME && clockid != CLOCK_MONOTONIC &&
 *     clockid != CLOCK_BOOTTIME && clockid != CLOCK_REALTIME_ALARM &&
 *     clockid != CLOCK_BOOTTIME_ALARM
 *
 * error: EPERM, not allowed to wake the machine
 *   x-when: (clockid == CLOCK_REALTIME_ALARM || clockid == CLOCK_BOOTTIME_ALARM) &&
 *     !CAP_WAKE_ALARM
 *
 * error: ENOMEM, no memory for the timer
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENFILE, too many open files
 *   x-when: out_of(files)
 *
 * side-effect: resource_create
 *   target: a timer, under the lowest free number
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: kind(result) == FILE_TIMERFD && result == old(lowest_free_fd())
 *
 * side-effect: modify_state
 *   target: whether execve closes it
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: close_on_exec(result) == ((flags & TFD_CLOEXEC) != 0)
 *
 * side-effect: modify_state
 *   target: whether reading it waits
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: (status_flags(result) & O_NONBLOCK) == (flags & TFD_NONBLOCK)
 *
 * capability: CAP_WAKE_ALARM
 *   type: perform_operation
 *   allows: timers that wake the machine
 *   without: EPERM.
 *   x-when: clockid == CLOCK_REALTIME_ALARM || clockid == CLOCK_BOOTTIME_ALARM
 */
SYSCALL_DEFINE2(timerfd_create, int, clockid, int, flags)
