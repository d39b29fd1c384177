/**
 * queue_nomerges - which requests are not merged with others
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/nomerges
 * sysfs-permissions: 0644
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(0, 2)
 *   x-violation: unspecified
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *
 * notes: 0: all may be merged. 1: only with the request before, which costs
 *   no search. 2: none. What is written may be any number up to UINT_MAX:
 *   those above 2 count as 1.
 */
