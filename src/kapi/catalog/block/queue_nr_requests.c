/**
 * queue_nr_requests - how many requests a queue may hold
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/nr_requests
 * sysfs-permissions: 0644
 * sysfs-units: requests
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(1, UINT_MAX)
 *   units: requests
 *   x-violation: unspecified
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *     Or the disk has no queue of its own.
 *
 * notes: Writing less than 4 is taken for 4; a driver may come with fewer.
 */
