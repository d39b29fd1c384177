"""Addresses of sockets."""

from __future__ import annotations

import os
import socket

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
