/**
 * queue_read_ahead_kb - how much of a file is read before it is asked for, at most
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/read_ahead_kb
 * sysfs-permissions: 0644
 * sysfs-units: KiB
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(0, UINT_MAX)
 *   units: KiB
 *   x-violation: reject(EINVAL)
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *
 * notes: What is written is cut to whole pages.
 */
