/**
 * sys_socket - make a socket
 * @family: what it speaks
 * @type: how it passes data, and flags of the descriptor
 * @protocol: which protocol of the family, 0 for the usual one
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: sort = type & 0xf;
 *   internet = family == AF_INET || family == AF_INET6;
 *   echo = family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
 *   packets = family == AF_PACKET || family == AF_INET && sort == SOCK_PACKET
 * param: family
 *   type: int, input
 *   constraint-type: range(0, AF_MAX - 1)
 *   cdesc: Not all of them are configured.
 *   x-violation: reject(EAFNOSUPPORT)
 * param: type
 *   type: int, input
 *   constraint-type: mask(0xf | SOCK_CLOEXEC | SOCK_NONBLOCK)
 *   cdesc: The flags are from 2.6.27.
 *   x-violation: reject(EINVAL)
 * param: protocol
 *   type: int, input
 *   constraint-type: range(INT_MIN, INT_MAX)
 *   cdesc: Depends on the family.
 *   x-violation: unspecified
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: type & ~(0xf | SOCK_CLOEXEC | SOCK_NONBLOCK)
 * error: EAFNOSUPPORT, no such family
 *   x-when: family < 0 || family >= AF_MAX
 * error: EINVAL, unknown type
 *   x-when: sort > SOCK_PACKET
 * error: EAFNOSUPPORT, family of nothing
 *   x-when: family == AF_UNSPEC
 * error: EAFNOSUPPORT, family not there
 *   condition: It is not configured, and no module has it.
 *   x-needs: family != AF_UNIX && family != AF_INET
 * error: EPROTONOSUPPORT, local socket with a protocol
 *   x-when: family == AF_UNIX && protocol && protocol != PF_UNIX
 * error: ESOCKTNOSUPPORT, local socket of that type
 *   x-when: family == AF_UNIX && sort != SOCK_STREAM && sort != SOCK_DGRAM &&
 *     sort != SOCK_SEQPACKET && sort != SOCK_RAW
 * error: EINVAL, no such Internet protocol
 *   x-when: (family == AF_INET && sort != SOCK_PACKET || family == AF_INET6) &&
 *     (protocol < 0 || protocol >= IPPROTO_MAX)
 * error: ESOCKTNOSUPPORT, Internet socket of that type
 *   x-when: internet && (!sort || sort == SOCK_RDM || sort > SOCK_DCCP &&
 *     sort < SOCK_PACKET) || family == AF_INET6 && sort == SOCK_PACKET
 * error: ESOCKTNOSUPPORT, Internet socket of a type that is not configured
 *   x-when: internet && (sort == SOCK_SEQPACKET || sort == SOCK_DCCP)
 *   x-needs: sort == SOCK_SEQPACKET ? !CONFIG_IP_SCTP : !CONFIG_IP_DCCP
 * error: EPROTONOSUPPORT, stream of another protocol
 *   x-when: internet && sort == SOCK_STREAM && protocol &&
 *     protocol != IPPROTO_TCP && protocol != IPPROTO_SCTP &&
 *     protocol != IPPROTO_MPTCP && protocol != IPPROTO_SMC
 * error: EPROTONOSUPPORT, datagrams of another protocol
 *   x-when: internet && sort == SOCK_DGRAM && protocol &&
 *     protocol != IPPROTO_UDP && protocol != IPPROTO_UDPLITE &&
 *     protocol != IPPROTO_L2TP && protocol != echo
 * error: EPROTONOSUPPORT, raw socket without a protocol
 *   x-when: internet && sort == SOCK_RAW && !protocol
 * error: EPROTONOSUPPORT, protocol that is not configured
 *   condition: SCTP, MPTCP, SMC, UDP-Lite or L2TP.
 *   x-needs: internet && (sort == SOCK_STREAM ? protocol == IPPROTO_SCTP ||
 *     protocol == IPPROTO_MPTCP || protocol == IPPROTO_SMC :
 *     protocol == IPPROTO_UDPLITE || protocol == IPPROTO_L2TP)
 * error: EPERM, raw packets not allowed
 *   x-when: internet && sort == SOCK_RAW && !net_capable(CAP_NET_RAW)
 * error: EACCES, echo requests not allowed
 *   condition: No group of the caller is in net.ipv4.ping_group_range.
 *   x-needs: internet && sort == SOCK_DGRAM && protocol && protocol == echo
 * error: ESOCKTNOSUPPORT, netlink socket of that type
 *   x-when: family == AF_NETLINK && sort != SOCK_RAW && sort != SOCK_DGRAM
 * error: EPROTONOSUPPORT, no such protocol of netlink
 *   x-when: family == AF_NETLINK && (protocol < 0 || protocol > 31)
 * error: EPROTONOSUPPORT, protocol of netlink that is not configured
 *   condition: Nothing in the kernel speaks it.
 *   x-needs: family == AF_NETLINK
 * error: ESOCKTNOSUPPORT, type of another family
 *   condition: The family has no such sockets.
 *   x-needs: family > AF_INET6 && family != AF_NETLINK && family != AF_PACKET
 * error: EPROTONOSUPPORT, protocol of another family
 *   condition: The family has no such protocol.
 *   x-needs: family > AF_INET6 && family != AF_NETLINK && family != AF_PACKET
 * error: EPERM, packets of devices not allowed
 *   x-when: packets && !net_capable(CAP_NET_RAW)
 * error: ESOCKTNOSUPPORT, packets of that type
 *   x-when: family == AF_PACKET && sort != SOCK_DGRAM && sort != SOCK_RAW &&
 *     sort != SOCK_PACKET
 * error: EPERM, packets of AF_XDP not allowed
 *   x-when: family == AF_XDP && !net_capable(CAP_NET_RAW)
 * error: ENODEV, nothing carries datagrams between machines
 *   condition: No module of AF_VSOCK does.
 *   x-needs: family == AF_VSOCK && sort == SOCK_DGRAM
 * error: ENOMEM, no memory for the socket
 *   x-when: out_of(memory) && family != AF_INET6 && !packets
 *   x-order: any
 * error: ENOBUFS, no memory for the socket
 *   x-when: out_of(memory) && (family == AF_INET6 || packets)
 *   x-order: any
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENFILE, too many open files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 *
 * lock: files->file_lock
 *   type: spinlock
 *   desc: In alloc_fd(), while the number is taken.
 *
 * side-effect: resource_create
 *   target: a socket, under the lowest free number
 *   x-after: kind(result) == FILE_SOCKET && result == old(lowest_free_fd())
 * side-effect: resource_create
 *   target: what the socket speaks
 *   x-after: kind(result) == FILE_SOCKET && socket_family(result) ==
 *     (packets ? AF_PACKET : family) && socket_type(result) ==
 *     (family == AF_UNIX && sort == SOCK_RAW ? SOCK_DGRAM : sort)
 *   desc: A raw local one passes datagrams.
 * side-effect: modify_state
 *   target: whether execve closes it
 *   x-when: type & SOCK_CLOEXEC
 *   x-after: close_on_exec(result)
 * side-effect: modify_state
 *   target: whether it waits
 *   x-when: type & SOCK_NONBLOCK
 *   x-after: is_open(result) && (status_flags(result) & O_NONBLOCK)
 *
 * capability: CAP_NET_RAW
 *   type: perform_operation
 *   allows: raw sockets and sockets of devices
 *   without: EPERM
 *   x-when: internet && sort == SOCK_RAW || packets
 *   desc: In the user name space that owns the network; of AF_XDP, too.
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 * notes: socketpair has EMFILE first, ENOMEM for all of it, and no ENOBUFS; of
 *   families without pairs it tells less by EPROTONOSUPPORT, ESOCKTNOSUPPORT,
 *   EPERM and EACCES.
 */
SYSCALL_DEFINE3(socket, int, family, int, type, int, protocol)
