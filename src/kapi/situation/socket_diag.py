"""What the kernel tells of local sockets over netlink (``linux/unix_diag.h``)."""

from __future__ import annotations

import socket
import struct

_NETLINK_SOCK_DIAG = 4  # linux/netlink.h
_SOCK_DIAG_BY_FAMILY = 20  # linux/sock_diag.h
_NLM_F_REQUEST = 1  # linux/netlink.h
_UDIAG_SHOW_RQLEN = 1 << 4  # linux/unix_diag.h
_UNIX_DIAG_RQLEN = 4  # linux/unix_diag.h
_ANY_COOKIE = 0xFFFFFFFF  # INET_DIAG_NOCOOKIE, linux/inet_diag.h
_HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
_REQUEST = struct.Struct("=BBHIIIII")  # struct unix_diag_req
_MESSAGE = struct.Struct("=BBBBIII")  # struct unix_diag_msg
_ATTRIBUTE = struct.Struct("=HH")  # struct nlattr
_LENGTHS = struct.Struct("=II")  # struct unix_diag_rqlen


def waiting_connections(inode: int) -> int | None:
    """Return how many wait at the listening local socket of this inode; None where untold.

    It is looked for in the network name space of who asks.
    """
    request = _REQUEST.pack(
        socket.AF_UNIX, 0, 0, _ANY_COOKIE, inode, _UDIAG_SHOW_RQLEN, _ANY_COOKIE, _ANY_COOKIE
    )
    header = _HEADER.pack(_HEADER.size + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 0, 0)
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_SOCK_DIAG) as asked:
            asked.sendto(header + request, (0, 0))
            answer = asked.recv(1 << 12)
    except OSError:  # a kernel without it, or a wall
        return None
    return _queue(answer)


def _queue(answer: bytes) -> int | None:
    """Return the queue that an answer speaks of; an error has none."""
    _, kind, *_ = _HEADER.unpack_from(answer)
    at = _HEADER.size + _MESSAGE.size
    while kind == _SOCK_DIAG_BY_FAMILY and at + _ATTRIBUTE.size <= len(answer):
        length, name = _ATTRIBUTE.unpack_from(answer, at)
        if name == _UNIX_DIAG_RQLEN:
            return int(_LENGTHS.unpack_from(answer, at + _ATTRIBUTE.size)[0])
        at += max(_ATTRIBUTE.size, (length + 3) & ~3)
    return None
