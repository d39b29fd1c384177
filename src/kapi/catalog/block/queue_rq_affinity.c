/**
 * queue_rq_affinity - on which processor requests are completed
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/rq_affinity
 * sysfs-permissions: 0644
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(0, 2)
 *   x-violation: ignore
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *
 * notes: 0: where the interrupt comes. 1: in the group of the processor that
 *   made the request. 2: on that processor itself. Other numbers change
 *   nothing.
 */
