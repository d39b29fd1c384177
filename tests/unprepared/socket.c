/**
 * sys_socket - make a socket
 * @family: what it speaks
 * @type: how it passes data, and flags of the descriptor
 * @protocol: which protocol of the family, 0 for the usual one
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 *
 * param: family
 *   type: int, input
 *   constraint-type: range(0, AF_MAX - 1)
 *   cdesc: Not all of them are configured.
 *   x-violation: reject(EAFNOSUPPORT)
 *
 * param: type
 *   type: int, input
 *   constraint-type: mask(0xf | SOCK_CLOEXEC | SOCK_NONBLOCK)
 *   x-violation: reject(EINVAL)
 *
 * param: protocol
 *   type: int, input
 *   cdesc: Depends on the family.
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: type & ~(0xf | SOCK_CLOEXEC | SOCK_NONBLOCK)
 *
 * error: EAFNOSUPPORT, no such family
 *   x-when: family < 0 || family >= AF_MAX
 *
 * error: EINVAL, unknown type
 *   x-when: (type & 0xf) > SOCK_PACKET
 *
 * error: EAFNOSUPPORT, family not there
 *   condition: The family is not configured and there is no module for it.
 *
 * error: EPROTONOSUPPORT, local socket with a protocol
 *   x-when: family == AF_UNIX && protocol != 0 && protocol != PF_UNIX
 *
 * error: ESOCKTNOSUPPORT, local socket of that type
 *   x-when: family == AF_UNIX && (type & 0xf) != SOCK_STREAM && (type & 0xf) != SOCK_DGRAM &&
 *     (type & 0xf) != SOCK_SEQPACKET && (type & 0xf) != SOCK_RAW
 *
 * error: EINVAL, no such Internet protocol
 *   x-when: ((family == AF_INET && (type & 0xf) != SOCK_PACKET) || family == AF_INET6) &&
 *     (protocol < 0 || protocol > 262)
 *
 * error: ESOCKTNOSUPPORT, Internet socket of that type
 *   x-when: (family == AF_INET || family == AF_INET6) &&
 *     ((type & 0xf) == 0 || (type & 0xf) == SOCK_RDM)
 *
 * error: ESOCKTNOSUPPORT, Internet socket of a type that is not configured
 *   condition: family is AF_INET or AF_INET6, type is SOCK_SEQPACKET or SOCK_DCCP, and nothing of
 *     that type is configured (CONFIG_IP_SCTP, CONFIG_IP_DCCP).
 *
 * error: ESOCKTNOSUPPORT, packets of devices by the wrong name
 *   x-when: family == AF_INET6 && (type & 0xf) == SOCK_PACKET
 *
 * error: EPROTONOSUPPORT, stream of another protocol
 *   x-when: (family == AF_INET || family == AF_INET6) && (type & 0xf) == SOCK_STREAM &&
 *     protocol > 0 && protocol < 256 && protocol != IPPROTO_TCP && protocol != IPPROTO_SCTP
 *
 * error: EPROTONOSUPPORT, datagrams of another protocol
 *   x-when: (family == AF_INET || family == AF_INET6) && (type & 0xf) == SOCK_DGRAM &&
 *     (protocol == IPPROTO_TCP || protocol == IPPROTO_IGMP || protocol == IPPROTO_RAW ||
 *     protocol > 136)
 *
 * error: EPROTONOSUPPORT, protocol that is not configured
 *   condition: family is AF_INET or AF_INET6, and nothing of that type and protocol is configured.
 *
 * error: EPROTONOSUPPORT, raw socket without a protocol
 *   x-when: (family == AF_INET || family == AF_INET6) && (type & 0xf) == SOCK_RAW && protocol == 0
 *
 * error: EPERM, raw packets not allowed
 *   x-when: (family == AF_INET || family == AF_INET6) && (type & 0xf) == SOCK_RAW &&
 *     !ns_capable(CAP_NET_RAW)
 *   desc: The capability counts in the user name space that owns the network.
 *
 * error: EACCES, echo requests not allowed
 *   condition: Datagrams of ICMP, and no group of the caller is in net.ipv4.ping_group_range.
 *
 * error: EPERM, packets of devices not allowed
 *   x-when: (family == AF_PACKET || (family == AF_INET && (type & 0xf) == SOCK_PACKET)) &&
 *     !ns_capable(CAP_NET_RAW)
 *   x-needs: CONFIG_PACKET
 *
 * error: ESOCKTNOSUPPORT, packets of that type
 *   x-when: family == AF_PACKET && (type & 0xf) != SOCK_DGRAM && (type & 0xf) != SOCK_RAW &&
 *     (type & 0xf) != SOCK_PACKET
 *   x-needs: CONFIG_PACKET
 *
 * error: ENOMEM, no memory for the socket
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENFILE, too many open files
 *   x-when: out_of(files)
 *
 * side-effect: resource_create
 *   target: a socket, under the lowest free number
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: kind(result) == FILE_SOCKET && result == old(lowest_free_fd())
 *
 * side-effect: resource_create
 *   target: what the local socket speaks
 *   condition: The call succeeds. A raw one passes datagrams.
 *   x-when: family == AF_UNIX
 *   x-after: socket_family(result) == AF_UNIX && socket_type(result) ==
 *     ((type & 0xf) == SOCK_RAW ? SOCK_DGRAM : (type & 0xf))
 *
 * side-effect: modify_state
 *   target: whether execve closes it
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: close_on_exec(result) == ((type & SOCK_CLOEXEC) != 0)
 *
 * capability: CAP_NET_RAW
 *   type: perform_operation
 *   allows: raw sockets and sockets of devices
 *   without: EPERM.
 *   x-when: ((family == AF_INET || family == AF_INET6) && (type & 0xf) == SOCK_RAW) ||
 *     family == AF_PACKET || (family == AF_INET && (type & 0xf) == SOCK_PACKET)
 */
SYSCALL_DEFINE3(socket, int, family, int, type, int, protocol)
