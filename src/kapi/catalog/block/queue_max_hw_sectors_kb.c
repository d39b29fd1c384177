/**
 * queue_max_hw_sectors_kb - how much one request may transfer, as the hardware says
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/max_hw_sectors_kb
 * sysfs-permissions: 0444
 * sysfs-units: KiB
 *
 * param: value
 *   type: uint, sysfs_readonly
 *   constraint-type: range(1, UINT_MAX)
 *   units: KiB
 *   desc: What is read.
 */
