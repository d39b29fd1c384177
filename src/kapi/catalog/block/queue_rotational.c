/**
 * queue_rotational - whether a disk has parts that turn
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/rotational
 * sysfs-permissions: 0644
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(0, 1)
 *   x-violation: clamp
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *
 * notes: What is written may be any number up to UINT_MAX: all but 0 count
 *   as 1.
 */
