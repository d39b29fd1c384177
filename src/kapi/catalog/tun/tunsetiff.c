/**
 * TUNSETIFF - make a network interface, or attach to one
 * @fd: opened from /dev/net/tun
 * @arg: name and flags
 *
 * long-desc: The number of the command says an int; a struct ifreq is passed.
 * api-type: ioctl
 * contexts: process, sleepable
 * subsystem: tun
 * x-object: fd:tun
 * x-errors: open
 * x-order: checked
 * x-where: there = interface_exists(arg)
 * ioctl-cmd: TUNSETIFF
 * ioctl-direction: write
 * ioctl-number: 0x400454ca
 * ioctl-input-size: 40
 *
 * param: arg
 *   type: user_ptr, inout, user
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
 * error: EFAULT, argument not readable
 *   x-when: !readable(arg, sizeof(struct ifreq))
 *
 * error: EEXIST, has one already
 *   x-when: network_interface(fd)
 *
 * error: EPERM, IFF_NAPI_FRAGS without privilege
 *   x-when: (arg->ifr_flags & IFF_NAPI_FRAGS) && !CAP_NET_ADMIN
 *
 * error: EINVAL, IFF_NAPI_FRAGS without IFF_NAPI or IFF_TAP
 *   x-when: (arg->ifr_flags & IFF_NAPI_FRAGS) &&
 *     (!(arg->ifr_flags & IFF_NAPI) || (arg->ifr_flags & 15) != IFF_TAP)
 *
 * error: EBUSY, there is one of this name
 *   x-when: there && (arg->ifr_flags & IFF_TUN_EXCL)
 *
 * error: EINVAL, one of another sort has this name
 *   condition: It is neither of tun nor of tap, or of the other of the two, or
 *     has IFF_MULTI_QUEUE where the flags have not, or the reverse.
 *   x-needs: there
 *
 * error: EPERM, one of another user has this name
 *   condition: The caller is neither its owner nor in its group.
 *   x-needs: there && !net_capable(CAP_NET_ADMIN)
 *
 * error: EBUSY, one in use has this name
 *   condition: Another descriptor is attached, and it has no IFF_MULTI_QUEUE.
 *   x-needs: there
 *
 * error: E2BIG, one with all its queues has this name
 *   condition: 256 descriptors are attached, or were and are detached.
 *   x-needs: there
 *
 * error: EPERM, no privilege
 *   x-when: !there && !net_capable(CAP_NET_ADMIN)
 *   desc: In the user name space that owns the network.
 *
 * error: EINVAL, neither IFF_TUN nor IFF_TAP
 *   x-when: !(arg->ifr_flags & (IFF_TUN | IFF_TAP))
 *
 * error: EINVAL, no name for an interface
 *   condition: It is . or .., or holds a slash, a colon or white space.
 *   x-needs: !there
 *
 * error: EFAULT, argument not writable
 *   x-when: !writable(arg, sizeof(struct ifreq))
 *   desc: The interface has been made.
 *
 * lock: rtnl_mutex
 *   type: mutex
 *   acquired: yes
 *   released: yes
 *   desc: In __tun_chr_ioctl().
 *
 * capability: CAP_NET_ADMIN
 *   type: perform_operation
 *   allows: making an interface
 *   without: EPERM
 *   x-when: !there
 *   desc: In the user name space that owns the network; so to attach to one of
 *     another user.
 *
 * capability: CAP_NET_ADMIN
 *   type: perform_operation
 *   allows: IFF_NAPI_FRAGS
 *   without: EPERM
 *   x-when: arg->ifr_flags & IFF_NAPI_FRAGS
 *   desc: In the first user name space.
 *
 * struct: ifreq
 *   size: 40
 *   field: ifr_name
 *     type: array, inout
 *     type-name: char
 *     offset: 0
 *     size: 16
 *     desc: The name of the interface; empty for the next free one, "%d" for
 *       its number.
 *   field: ifr_flags
 *     type: uint, inout
 *     type-name: short
 *     offset: 16
 *     size: 2
 *     desc: IFF_TUN or IFF_TAP, and others that TUNGETFEATURES tells.
 *   field: pad
 *     type: array, inout
 *     type-name: char
 *     offset: 18
 *     size: 22
 *
 * state-trans: interface
 *   from: none
 *   to: attached
 *   x-after: network_interface(fd)
 */
#define TUNSETIFF _IOW('T', 202, int)
