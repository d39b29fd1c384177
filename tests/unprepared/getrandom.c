/**
 * sys_getrandom - fill memory with random bytes
 * @ubuf: the memory
 * @len: how many bytes
 * @flags: which source, and whether to wait for it
 *
 * contexts: process, sleepable
 * since-version: 3.17
 * x-errors: closed
 * x-order: checked
 *
 * param: ubuf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size-param: 1
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, MAX_RW_COUNT)
 *   x-violation: clamp
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, len
 *   desc: How many bytes were stored. Fewer than asked for where the memory ends, or where a
 *     signal comes and more than a page was asked for.
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)
 *
 * error: EINVAL, both random and insecure
 *   x-when: (flags & GRND_RANDOM) && (flags & GRND_INSECURE)
 *
 * error: EAGAIN, not enough collected
 *   condition: The machine has just been started, and GRND_NONBLOCK is set and GRND_INSECURE not.
 *
 * error: EINTR, signal handled while waiting
 *   condition: The machine has just been started, and neither GRND_NONBLOCK nor GRND_INSECURE is
 *     set.
 *
 * error: EFAULT, outside the memory of programs
 *   x-when: !user_address(ubuf, min(len, MAX_RW_COUNT))
 *
 * error: EFAULT, no memory for the first byte
 *   x-when: len != 0 && !writable(ubuf, 1)
 */
SYSCALL_DEFINE3(getrandom, char __user *, ubuf, size_t, len, unsigned int, flags)
