"""Addresses of sockets."""

from __future__ import annotations

import os
import socket
import struct

from kapi.situation import sockets
from tests.situation.kinds import made
from tests.situation.standing import standing


def test_bound() -> None:
    def make() -> dict[str, int]:
        found = made()
        named = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        named.bind(b"\0kapi-" + str(os.getpid()).encode())
        return {**found, "named": named.detach()}

    with standing(make) as (process, fds):
        expected = {"listens": 1, "client": 1, "tcp": 0, "unix": 0, "named": 1, "udp": 0}
        assert {name: sockets.bound(process, fds[name]) for name in expected} == expected


def test_time_limits() -> None:
    def make() -> tuple[int, int]:
        first, second = socket.socketpair()
        limit = struct.pack("ll", 2, 500_000)
        first.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        return first.detach(), second.detach()

    with standing(make) as (process, (limited, free)):
        # A clock of the kernel may tick only every 10 ms (CONFIG_HZ).
        assert (
            abs(sockets.socket_timeout(process, limited, socket.SO_RCVTIMEO) - 2_500_000) <= 10_000
        )
        assert sockets.socket_timeout(process, limited, socket.SO_SNDTIMEO) == 0
        assert sockets.socket_timeout(process, free, socket.SO_RCVTIMEO) == 0
        assert sockets.socket_timeout(process, 99, socket.SO_RCVTIMEO) == 0


def test_states_and_options() -> None:
    with standing(made) as (process, fds):
        states = {"listens": 10, "client": 1, "tcp": 7, "udp": 0, "unix": 0, "pipe": 0}
        fds = {**fds, "pipe": fds.get("pipe", 99)}
        assert {name: sockets.tcp_state(process, fds[name]) for name in states} == states
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as another:
            room = another.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
        assert sockets.socket_option(process, fds["udp"], socket.SO_SNDBUF) == room
        assert sockets.socket_option(process, fds["udp"], socket.SO_ERROR) is None
        assert sockets.socket_option(process, 99, socket.SO_SNDBUF) is None


def test_lengths_of_addresses() -> None:
    def make() -> tuple[dict[str, int], dict[str, int]]:
        one, other = socket.socketpair()
        named = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        named.bind(b"\0" + b"x" * 20)
        packets = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        made = {"pair": one, "named": named, "packets": packets}
        other.detach()
        fds = {name: found.detach() for name, found in made.items()}
        return fds, {"pair": 2, "named": 2 + 21, "packets": 28}

    with standing(make) as (process, (fds, own)):
        assert {name: sockets.address_length(process, fds[name], 0) for name in fds} == own
        assert sockets.address_length(process, fds["pair"], 1) == 2
        assert sockets.address_length(process, fds["packets"], 1) is None
        assert sockets.address_length(process, 99, 0) is None


def test_connections_that_wait() -> None:
    def make() -> list[int]:
        found = []
        for peers, ends in ((0, 0), (1, 0), (0, 1), (2, 1)):
            listens = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            listens.bind(b"")
            listens.listen(2)
            for _ in range(peers):
                peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                peer.connect(listens.getsockname())
                peer.detach()
            if ends:
                listens.shutdown(socket.SHUT_RD)
            found.append(listens.detach())
        return [*found, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).detach(), 99]

    with standing(make) as (process, fds):
        waiting = [sockets.connection_waits(process, fd) for fd in fds]
        assert waiting == [0, 1, 0, 1, 0, 0]
