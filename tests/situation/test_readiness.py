"""The other end, and what an epoll instance watches, as the child made them."""

from __future__ import annotations

import ctypes
import errno
import os
import select
import socket
import tempfile
import termios

import pytest

from kapi.situation import readiness, uses
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


def test_what_has_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what a read of a byte, which does not wait, says in the child."""

    def make() -> dict[str, tuple[int, bool]]:
        place = tempfile.mkdtemp()
        os.mkfifo(f"{place}/fifo")
        ends = {"fifo": os.open(f"{place}/fifo", os.O_RDONLY | os.O_NONBLOCK)}
        ends["pipe"], ends["other end"] = os.pipe()
        ends["filled"], filler = os.pipe()
        os.write(filler, b"text")
        ends["left"], left = os.pipe()
        os.close(left)
        ends["first"], ends["second"] = os.openpty()
        typed, ends["typed"] = os.openpty()
        settings = termios.tcgetattr(ends["typed"])
        settings[3] = 0
        settings[6][termios.VMIN] = 9
        termios.tcsetattr(ends["typed"], termios.TCSANOW, settings)
        os.write(typed, b"abc")
        ends["socket"] = socket.socketpair()[0].detach()
        ends["null"] = os.open("/dev/null", os.O_RDONLY)
        del ends["other end"]
        return {name: (fd, _would_wait(fd)) for name, fd in ends.items()}

    with standing(make) as (process, ends):
        # Others may be hidden, and come and go.
        monkeypatch.setattr(uses, "_processes", lambda: iter([process.pid]))
        got = {name: readiness.nothing_to_read(process, fd) for name, (fd, _) in ends.items()}
        assert got == {name: waits for name, (_, waits) in ends.items()}
        assert readiness.nothing_to_read(process, 99) == 0


def _would_wait(fd: int) -> bool:
    """Whether a read is refused that does not wait; nothing is taken away."""
    os.set_blocking(fd, False)
    hole = ctypes.c_char_p(None)
    ctypes.set_errno(0)
    LIBC.read(fd, hole, 1)
    return ctypes.get_errno() == errno.EAGAIN
