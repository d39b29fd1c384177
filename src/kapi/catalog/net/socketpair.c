/**
 * sys_socketpair - make two sockets that are connected
 * @family: what they speak
 * @type: how they pass data, and flags of the descriptors
 * @protocol: which protocol of the family, 0 for the usual one
 * @usockvec: where their numbers go
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: sort = type & 0xf;
 *   internet = family == AF_INET || family == AF_INET6
 * param: family
 *   type: int, input
 *   constraint-type: range(0, AF_MAX - 1)
 *   cdesc: Only AF_UNIX and AF_TIPC have pairs.
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
 * param: usockvec
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: 2 * sizeof(int)
 *   struct-type: struct socket_pair
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 * error: EINVAL, unknown flag
 *   x-when: type & ~(0xf | SOCK_CLOEXEC | SOCK_NONBLOCK)
 * error: EMFILE, two numbers are not left
 *   x-when: free_fd_from(lowest_free_fd() + 1) >= RLIMIT_NOFILE
 * error: EFAULT, no memory for the numbers
 *   x-when: !writable(usockvec, 2 * sizeof(int))
 *   desc: They are written before anything else is looked at.
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
 * error: EPROTONOSUPPORT, raw socket without a protocol
 *   x-when: internet && sort == SOCK_RAW && !protocol
 * error: EACCES, echo requests not allowed
 *   condition: socket refuses them, too.
 *   x-needs: internet && sort == SOCK_DGRAM && protocol
 * error: ESOCKTNOSUPPORT, netlink socket of that type
 *   x-when: family == AF_NETLINK && sort != SOCK_RAW && sort != SOCK_DGRAM
 * error: EPROTONOSUPPORT, no such protocol of netlink
 *   x-when: family == AF_NETLINK && (protocol < 0 || protocol > 31)
 * error: ESOCKTNOSUPPORT, type of another family
 *   condition: socket refuses it, too.
 *   x-needs: family > AF_INET6 && family != AF_NETLINK && family != AF_PACKET
 * error: EPROTONOSUPPORT, protocol of another family
 *   condition: socket refuses it, too.
 *   x-needs: family != AF_UNIX && family != AF_PACKET
 * error: EPERM, packets of devices, or raw ones, not allowed
 *   x-when: !net_capable(CAP_NET_RAW) && (family == AF_PACKET || internet &&
 *     (sort == SOCK_RAW || sort == SOCK_PACKET))
 * error: ESOCKTNOSUPPORT, packets of that type
 *   x-when: family == AF_PACKET && sort != SOCK_DGRAM && sort != SOCK_RAW &&
 *     sort != SOCK_PACKET
 * error: EPERM, packets of AF_XDP not allowed
 *   x-when: family == AF_XDP && !net_capable(CAP_NET_RAW)
 * error: ENODEV, nothing carries datagrams between machines
 *   condition: No module of AF_VSOCK does.
 *   x-needs: family == AF_VSOCK && sort == SOCK_DGRAM
 * error: EOPNOTSUPP, family without pairs
 *   x-when: family != AF_UNIX && family != AF_TIPC
 * error: ENOMEM, no memory for the sockets
 *   x-when: out_of(memory)
 *   x-order: any
 * error: ENFILE, too many open files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * lock: files->file_lock
 *   type: spinlock
 *   desc: In alloc_fd(), while a number is taken.
 * struct: socket_pair
 *   desc: int[2]; the name is made up here.
 *   size: 8
 *   field: first
 *     type: fd, output
 *     type-name: int
 *     offset: 0
 *     size: 4
 *   field: second
 *     type: fd, output
 *     type-name: int
 *     offset: 4
 *     size: 4
 * side-effect: resource_create
 *   target: a socket with a peer, under the lowest free number
 *   x-after: usockvec->first == old(lowest_free_fd()) &&
 *     kind(usockvec->first) == FILE_SOCKET && connected(usockvec->first)
 * side-effect: resource_create
 *   target: its peer, under the next free number
 *   x-after: usockvec->second == old(free_fd_from(lowest_free_fd() + 1)) &&
 *     kind(usockvec->second) == FILE_SOCKET && connected(usockvec->second)
 * side-effect: modify_state
 *   target: whether execve closes both
 *   x-when: type & SOCK_CLOEXEC
 *   x-after: close_on_exec(usockvec->first) && close_on_exec(usockvec->second)
 * side-effect: modify_state
 *   target: whether both wait
 *   x-when: type & SOCK_NONBLOCK
 *   x-after: is_open(usockvec->first) && is_open(usockvec->second) &&
 *     (status_flags(usockvec->first) & O_NONBLOCK) &&
 *     (status_flags(usockvec->second) & O_NONBLOCK)
 * capability: CAP_NET_RAW
 *   type: access_resource
 *   allows: EOPNOTSUPP instead of EPERM
 *   without: EPERM
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 * notes: socket has ENOBUFS for ENOMEM of some families, EMFILE last, and no
 *   EOPNOTSUPP; of families without pairs it tells more by EPROTONOSUPPORT,
 *   ESOCKTNOSUPPORT, EPERM and EACCES.
 */
SYSCALL_DEFINE4(socketpair, int, family, int, type, int, protocol,
		int __user *, usockvec)
