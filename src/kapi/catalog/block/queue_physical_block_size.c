/**
 * queue_physical_block_size - the smallest unit that a disk writes as a whole
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/physical_block_size
 * sysfs-permissions: 0444
 * sysfs-units: bytes
 *
 * param: value
 *   type: uint, sysfs_readonly
 *   constraint-type: power_of_two
 *   units: bytes
 *   desc: What is read.
 *
 * notes: At least logical_block_size; for a device made of others, the
 *   largest of theirs.
 */
