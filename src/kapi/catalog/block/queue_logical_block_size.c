/**
 * queue_logical_block_size - the smallest unit that a disk can address
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/logical_block_size
 * sysfs-permissions: 0444
 * sysfs-units: bytes
 *
 * param: value
 *   type: uint, sysfs_readonly
 *   constraint-type: power_of_two
 *   units: bytes
 *   desc: What is read.
 *
 * notes: 512 for most disks, and never less.
 */
