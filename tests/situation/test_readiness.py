"""The other end, and what an epoll instance watches, as the child made them."""

from __future__ import annotations

import ctypes
import os
import select

import pytest

from kapi.situation import readiness
from tests.situation.kinds import made
from tests.situation.standing import LIBC, both_ways, standing


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


def test_a_message_queue_says_whether_it_is_full() -> None:
    def make() -> tuple[int, int]:
        name, flags = f"/kapi-{os.getpid()}".encode(), os.O_RDWR | os.O_CREAT
        attributes = (ctypes.c_long * 8)(0, 1, 8)  # one message of at most eight bytes
        found = []
        for sent in (False, True):
            queue = LIBC.mq_open(name, flags, 0o600, attributes)
            LIBC.mq_unlink(name)
            assert not sent or not LIBC.mq_send(queue, b"x", 1, 0)
            found.append(queue)
        return found[0], found[1]

    with standing(make) as (process, (empty, full)):
        if empty < 0:
            pytest.skip("no message queues here")
        assert readiness.pollable(process, empty) == 1
        assert readiness.poll(process, empty) == select.POLLOUT | select.POLLWRNORM
        assert readiness.poll(process, full) == select.POLLIN | select.POLLRDNORM
