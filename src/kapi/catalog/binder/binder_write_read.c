/**
 * BINDER_WRITE_READ - send commands and wait for answers
 *
 * api-type: ioctl
 *
 * contexts: process, sleepable
 * since-version: 3.19
 *
 * device-type: character device /dev/binder, /dev/hwbinder, /dev/vndbinder or
 *   in binderfs
 *
 * x-errors: closed
 * ioctl-cmd: BINDER_WRITE_READ
 * ioctl-direction: read_write
 * ioctl-number: _IOWR('b', 1, struct binder_write_read)
 * ioctl-input-size: 48
 * ioctl-output-size: 48
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINTR, signal while stopped
 *   condition: The driver was told to stop at user errors and a signal
 *     arrives.
 *
 * error: ENOMEM, no memory for the thread
 *   x-when: out_of(memory)
 *   desc: At the first call of a thread.
 *
 * error: EFAULT, argument not accessible
 *   condition: The structure, a command or its data cannot be read, or the
 *     structure or an answer cannot be written.
 *
 * error: EINVAL, unknown command
 *   condition: In the write buffer, BC_ATTEMPT_ACQUIRE and BC_ACQUIRE_RESULT
 *     among them; or the manager takes a reference to handle 0, itself.
 *   desc: What stands before it was done.
 *
 * error: EAGAIN, nothing to read
 *   condition: The device was opened with O_NONBLOCK.
 *
 * error: EINTR, signal while waiting
 *   condition: Before anything was read.
 *
 * struct: binder_write_read
 *   size: 48
 *   field: write_size
 *     type: uint, input
 *     type-name: binder_size_t
 *     offset: 0
 *     size: 8
 *     desc: Bytes of commands.
 *   field: write_consumed
 *     type: uint, inout
 *     type-name: binder_size_t
 *     offset: 8
 *     size: 8
 *     desc: How many of them were done, also after a failure.
 *   field: write_buffer
 *     type: user_ptr, input
 *     type-name: binder_uintptr_t
 *     offset: 16
 *     size: 8
 *     desc: Their address.
 *   field: read_size
 *     type: uint, input
 *     type-name: binder_size_t
 *     offset: 24
 *     size: 8
 *     desc: Room for answers; 0 does not wait.
 *   field: read_consumed
 *     type: uint, inout
 *     type-name: binder_size_t
 *     offset: 32
 *     size: 8
 *     desc: How much of it was used.
 *   field: read_buffer
 *     type: user_ptr, input
 *     type-name: binder_uintptr_t
 *     offset: 40
 *     size: 8
 *     desc: Its address.
 *
 * side-effect: modify_state
 *   target: objects, references and transactions of the process
 *   condition: Commands were consumed.
 *   desc: Each command for itself: those before a failing one stay done.
 *   reversible: no
 */
#define BINDER_WRITE_READ _IOWR('b', 1, struct binder_write_read)
