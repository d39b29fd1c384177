"""Predicates of sockets, by getsockopt and the like of a duplicate."""

from __future__ import annotations

import errno
import os
import select
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from kapi.situation import kernel, socket_diag
from kapi.situation.open_files import kind_name, path_only
from kapi.situation.process import Process

_FINISHED = frozenset({8, 9, 11})  # TCP_CLOSE_WAIT, TCP_LAST_ACK, TCP_CLOSING


def socket_family(process: Process, fd: int) -> int | None:
    """AF_*; unknown for what is no socket."""
    return _socket_option(process, fd, socket.SO_DOMAIN)


def socket_type(process: Process, fd: int) -> int | None:
    """SOCK_*; unknown for what is no socket."""
    return _socket_option(process, fd, socket.SO_TYPE)


def socket_option(process: Process, fd: int, option: int) -> int | None:
    """The int that getsockopt(2) gives at SOL_SOCKET; unknown for what is no socket.

    SO_ERROR is not asked: it would be gone.
    """
    return None if option == socket.SO_ERROR else _socket_option(process, fd, option)


def tcp_state(process: Process, fd: int) -> int:
    """TCP_ESTABLISHED and so on; 0 for what is no TCP socket."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with as_socket(process, fd) as ours:
        if ours.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL) != socket.IPPROTO_TCP:
            return 0
        return ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]


def socket_timeout(process: Process, fd: int, option: int) -> int:
    """Microseconds of SO_RCVTIMEO or SO_SNDTIMEO: 0 where it has no limit, or is no socket."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with as_socket(process, fd) as ours:
        seconds, rest = struct.unpack("ll", ours.getsockopt(socket.SOL_SOCKET, option, 16))
    return int(seconds * 1_000_000 + rest)


def listening(process: Process, fd: int) -> int:
    """Whether it is a socket that accepts connections."""
    return _socket_option(process, fd, socket.SO_ACCEPTCONN) or 0


def connected(process: Process, fd: int) -> int:
    """Whether it is a socket with a peer."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with as_socket(process, fd) as ours:
        try:
            ours.getpeername()
        except OSError as problem:
            if problem.errno in (errno.ENOTCONN, errno.EOPNOTSUPP, errno.EINVAL):
                return 0
            raise
        return 1


def bound(process: Process, fd: int) -> int | None:
    """Whether it is a socket with an address of its own."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with as_socket(process, fd) as ours:
        name = ours.getsockname()
    match ours.family:
        case socket.AF_UNIX:
            return int(bool(name))
        case socket.AF_INET | socket.AF_INET6:
            return int(name[1] != 0)
    return None


def address_length(process: Process, fd: int, peer: int) -> int | None:
    """The bytes of its address, or of that of its peer."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return None
    with process.duplicate(fd) as ours:
        return kernel.address_length(ours, peer=bool(peer))


def connection_waits(process: Process, fd: int) -> int | None:
    """Whether accept() has one to take."""
    if not listening(process, fd):
        return 0
    with as_socket(process, fd) as ours:
        bits = _polled(ours)
        if not bits & select.POLLIN or not bits & select.POLLRDHUP:
            return int(bool(bits & select.POLLIN))
        waiting = socket_diag.waiting_connections(os.fstat(ours.fileno()).st_ino)
    return None if waiting is None else int(waiting > 0)


def _polled(ours: socket.socket) -> int:
    asked = select.poll()
    asked.register(ours, select.POLLIN | select.POLLRDHUP)
    return sum(bits for _, bits in asked.poll(0))


def peer_of_socket_closed(process: Process, fd: int, bits: int) -> int | None:
    """Return whether the other end of a connection is gone, given its POLL* ``bits``."""
    if not connected(process, fd):
        return 0
    if socket_type(process, fd) == socket.SOCK_DGRAM:
        return None
    if bits & select.POLLHUP:
        return 1
    if not bits & select.POLLRDHUP:
        return 0
    if socket_family(process, fd) not in (socket.AF_INET, socket.AF_INET6):
        return None  # shutdown(SHUT_RD) of its own looks the same
    return 1 if tcp_state(process, fd) in _FINISHED else None


@contextmanager
def as_socket(process: Process, fd: int) -> Iterator[socket.socket]:
    """Give a duplicate of a socket, closed at the end."""
    with process.duplicate(fd) as ours:
        made = socket.socket(fileno=ours)
        try:
            yield made
        finally:
            made.detach()


def _socket_option(process: Process, fd: int, option: int) -> int | None:
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return None
    with as_socket(process, fd) as ours:
        return ours.getsockopt(socket.SOL_SOCKET, option)
