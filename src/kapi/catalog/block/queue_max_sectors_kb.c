/**
 * queue_max_sectors_kb - how much one request of a file system may transfer
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/max_sectors_kb
 * sysfs-permissions: 0644
 * sysfs-units: KiB
 *
 * param: value
 *   type: uint, sysfs_rw
 *   constraint-type: range(1, UINT_MAX)
 *   units: KiB
 *   x-violation: unspecified
 *   desc: What is read.
 *
 * error: EINVAL, not a number
 *   condition: What is written is no number in base 10, or above UINT_MAX.
 *
 * notes: At most max_hw_sectors_kb. Writing 0 brings the default back, so 0
 *   is never read.
 */
