/**
 * sys_getpeername - say to which address a socket is connected
 * @fd: the socket
 * @usockaddr: where the address goes
 * @usockaddr_len: bytes there, and after the call those of the address
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: whole = address_length(fd, 1)
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:socket
 * param: usockaddr
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   cdesc: What is longer is cut off, without an error.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: usockaddr_len
 *   type: user_ptr, inout, user
 *   constraint-type: user_ptr
 *   size: sizeof(int)
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no open file
 *   x-when: !is_open(fd) || path_only(fd)
 * error: ENOTSOCK, another kind of file
 *   x-when: kind(fd) != FILE_SOCKET
 * error: EOPNOTSUPP, socket that has no peers
 *   x-when: socket_family(fd) == AF_PACKET
 *   desc: It has an address, which getsockname tells.
 * error: EOPNOTSUPP, socket of AF_XDP
 *   x-when: socket_family(fd) == AF_XDP
 *   desc: It has no address, either.
 * error: ENOTCONN, no peer
 *   x-when: !connected(fd)
 *   desc: Also while a connection is made, and after it was reset. getsockname
 *     needs no peer.
 * error: EFAULT, no length
 *   x-when: !readable(usockaddr_len, sizeof(int))
 * error: EINVAL, length is negative
 *   x-when: *usockaddr_len < 0
 * error: EFAULT, address not writable
 *   x-when: *usockaddr_len > 0 && !writable(usockaddr,
 *     min(*usockaddr_len, whole))
 *   desc: Only bytes that the address has count: of the peer, for getsockname
 *     those of the socket itself.
 * error: EFAULT, length not writable
 *   x-when: !writable(usockaddr_len, sizeof(int))
 *
 * side-effect: modify_state
 *   target: usockaddr_len, which becomes the length of the whole address
 *   x-after: *usockaddr_len == whole
 *   desc: Also where the address was cut off. Of a local peer without a name
 *     it is the family alone, 2 bytes.
 *   reversible: no
 */
SYSCALL_DEFINE3(getpeername, int, fd, struct sockaddr __user *, usockaddr,
		int __user *, usockaddr_len)
