/**
 * TUNGETIFF - tell name and flags of a network interface
 * @fd: opened from /dev/net/tun
 * @arg: where they go
 *
 * long-desc: The number of the command says an int; a struct ifreq is passed.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 2.6.27
 * subsystem: tun
 * x-object: fd:tun-attached
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TUNGETIFF
 * ioctl-direction: read
 * ioctl-number: 0x800454d2
 * ioctl-output-size: 40
 *
 * param: arg
 *   type: user_ptr, output, user
 *   type-name: struct ifreq __user *
 *   constraint-type: user_ptr
 *   x-violation: reject(EFAULT)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, a path only
 *   x-when: path_only(fd)
 *
 * error: EINVAL, the file answers so to what it does not know
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, not opened from /dev/net/tun
 *   x-when: unknown_command(fd) == ENOTTY
 *
 * error: EBADFD, no interface
 *   x-when: !network_interface(fd)
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct ifreq))
 *
 * lock: rtnl_mutex
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In __tun_chr_ioctl().
 *
 * struct: ifreq
 *   size: 40
 *   field: ifr_name
 *     type: array, output
 *     type-name: char
 *     offset: 0
 *     size: 16
 *     desc: The name of the interface; empty for the next free one, "%d" for
 *       its number.
 *   field: ifr_flags
 *     type: uint, output
 *     type-name: short
 *     offset: 16
 *     size: 2
 *     desc: IFF_TUN or IFF_TAP, and others that TUNGETFEATURES tells.
 *   field: pad
 *     type: array, output
 *     type-name: char
 *     offset: 18
 *     size: 22
 *
 * side-effect: modify_state
 *   target: the structure
 *   x-after: arg->ifr_flags & (IFF_TUN | IFF_TAP)
 */
#define TUNGETIFF _IOR('T', 210, unsigned int)
