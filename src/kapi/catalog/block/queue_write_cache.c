/**
 * queue_write_cache - whether the kernel takes the cache of a disk for volatile
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/write_cache
 * sysfs-permissions: 0644
 *
 * param: value
 *   type: string, sysfs_rw
 *   allowed-strings: write back, write through
 *   desc: What is read.
 *
 * error: EINVAL, unknown word
 *   condition: What is written is none of the strings, nor none, which
 *     counts as write through.
 *
 * notes: Writing changes what the kernel believes, not the disk: after write
 *   through it sends no flushes.
 */
