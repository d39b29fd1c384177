/**
 * queue_scheduler - which scheduler orders the requests of a disk
 *
 * api-type: sysfs
 * contexts: process, sleepable
 * subsystem: block
 * device-type: disk
 * x-errors: open
 *
 * sysfs-path: /sys/block/<disk>/queue/scheduler
 * sysfs-permissions: 0644
 *
 * param: value
 *   type: string, sysfs_rw
 *   allowed-strings: none, mq-deadline, kyber, bfq
 *   desc: What is read.
 *
 * error: EINVAL, unknown scheduler
 *   condition: There is none of that name, or the disk has no queue for one.
 *
 * notes: Reading shows all that there are, the one in use in brackets.
 *   Writing a name loads its module.
 */
