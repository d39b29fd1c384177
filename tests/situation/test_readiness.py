"""The other end, and what an epoll instance watches, as the child made them."""

from __future__ import annotations

import os
import select

from kapi.situation import readiness
from tests.situation.kinds import made
from tests.situation.standing import both_ways, standing


def test_peers() -> None:
    both_ways(compare_peers)


def compare_peers() -> None:
    with standing(made) as (process, fds):
        expected = {
            "pipe out": 0,
            "pipe in": 0,
            "lonely out": 1,
            "lonely in": 1,
            "pair": 0,
            "left alone": 1,
            "client": 0,
            "server": 0,
            "closed by peer": 1,
            "unix": 0,
            "tcp": 0,
            "regular": 0,
        }
        got = {name: readiness.peer_closed(process, fds[name]) for name in expected}
        assert got == expected


def test_watches() -> None:
    def make() -> tuple[int, int, int, int]:
        epoll = select.epoll()
        keep, gone = os.pipe()
        epoll.register(keep, select.EPOLLIN)
        epoll.register(gone, select.EPOLLOUT)
        held = os.dup(gone)
        os.dup2(0, gone)
        number = os.dup(epoll.fileno())
        globals()["_kept"] = (epoll, held)
        return number, keep, gone, held

    with standing(make) as (process, (epoll, keep, gone, held)):
        assert readiness.watches(process, epoll, keep) == 1
        assert readiness.watched_events(process, epoll, keep) == (
            select.EPOLLIN | select.EPOLLERR | select.EPOLLHUP
        )
        assert readiness.watches(process, epoll, gone) == 0  # the number is another file now
        assert readiness.watched_events(process, epoll, gone) == 0
        assert readiness.watches(process, epoll, held) == 0
        assert readiness.watches(process, keep, keep) == 0
