"""Predicates of what a descriptor has ready: poll, waiting bytes, the other end."""

from __future__ import annotations

import fcntl
import os
import re
import select
import socket
import struct
import termios

from kapi.situation import kernel
from kapi.situation.open_files import (
    asked,
    information,
    is_made_up,
    is_message_queue,
    is_open,
    is_terminal,
    kind_name,
    path_only,
    position,
    status_of,
)
from kapi.situation.process import Process
from kapi.situation.sockets import peer_of_socket_closed, socket_family
from kapi.situation.terminals import waits_for_input
from kapi.situation.uses import fifo_writers

_FAMILIES = frozenset(
    {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET}
)
_READS_AT_ONCE = select.POLLIN | select.POLLHUP | select.POLLERR | select.POLLNVAL
_ENTRY = re.compile(rb"^tfd:\s*(\d+) events:\s*([0-9a-f]+)", re.MULTILINE)
_SIGNALS = re.compile(rb"^sigmask:\s*([0-9a-f]+)", re.MULTILINE)
_WITHOUT_POLL = frozenset(os.makedev(1, minor) for minor in (3, 5, 7, 9))  # null zero full urandom
# Their poll changes nothing and does not depend on who asks.
_QUIET_POLL = frozenset(
    {
        "FILE_PIPE",
        "FILE_SOCKET",
        "FILE_EVENTFD",
        "FILE_TIMERFD",
        "FILE_INOTIFY",
        "FILE_FANOTIFY",
        "FILE_PIDFD",
    }
)
_POLLABLE = _QUIET_POLL | {
    "FILE_EPOLL",
    "FILE_SIGNALFD",
    "FILE_PERF",
    "FILE_USERFAULTFD",
    "FILE_IO_URING",
}
_NEVER_READY = ("FILE_DIRECTORY", "FILE_NAMESPACE", "FILE_LANDLOCK")
_NO_POLL = 0x145  # DEFAULT_POLLMASK of linux/poll.h: IN, OUT, RDNORM, WRNORM
_ALL_POLL = 0x2FFF


def pollable(process: Process, fd: int) -> int | None:
    """Whether the file tells about its readiness (epoll_ctl refuses others with EPERM)."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd) or name in _NEVER_READY:
        return 0
    if name in _POLLABLE:
        return 1
    if name == "FILE_CHARACTER":
        if status_of(process, fd).st_rdev in _WITHOUT_POLL:
            return 0
        return 1 if is_terminal(process, fd) else None
    if name in ("FILE_REGULAR", "FILE_SECRETMEM"):
        if is_message_queue(process, fd):
            return 1
        return None if is_made_up(process, fd) else 0
    return None


def poll(process: Process, fd: int) -> int | None:
    """The POLL* bits of this moment; POLLNVAL for a number that is not open."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd):
        return select.POLLNVAL
    can = pollable(process, fd)
    if can == 0:
        return _NO_POLL
    if name == "FILE_SIGNALFD":
        return _poll_of_signals(process, fd)
    if name == "FILE_EPOLL":
        kinds = {kind_name(process, one) for one in targets(process, fd)}
        if not kinds <= _QUIET_POLL:
            return None
    elif can is None or not _is_quiet(process, fd, name):
        return None
    with asked(process, fd) as ours:
        poller = select.poll()
        poller.register(ours, _ALL_POLL)
        return sum(bits for _, bits in poller.poll(0))


def _is_quiet(process: Process, fd: int, name: str) -> bool:
    """Whether poll() only looks at the file, as mqueue_poll_file() does at its counts."""
    quiet = name == "FILE_CHARACTER" or name in _QUIET_POLL
    return quiet or is_message_queue(process, fd)


def peer_closed(process: Process, fd: int) -> int | None:
    """Whether the other end of a pipe or connection is gone."""
    name = kind_name(process, fd)
    if name not in ("FILE_PIPE", "FILE_SOCKET") or path_only(process, fd):
        return 0
    bits = poll(process, fd)
    if bits is None:
        return None
    if name == "FILE_PIPE":
        return int(bool(bits & (select.POLLHUP | select.POLLERR)))
    return peer_of_socket_closed(process, fd, bits)


def nothing_to_read(process: Process, fd: int) -> int | None:
    """Whether a read of some bytes has to wait, of which poll() does not tell all.

    A FIFO that never had a writer is at its end (pipe_read in fs/pipe.c), and what is read of a
    terminal depends on VMIN and VTIME (n_tty_read in drivers/tty/n_tty.c).
    """
    bits = poll(process, fd)
    if bits is None or bits & _READS_AT_ONCE:
        return None if bits is None else 0
    kind = kind_name(process, fd)
    if kind == "FILE_PIPE":
        return fifo_writers(status_of(process, fd))
    if kind == "FILE_SOCKET" and socket_family(process, fd) not in _FAMILIES:
        return None  # what is not bound may be refused otherwise, as of AF_XDP
    if not is_terminal(process, fd):
        return 1
    return int(not bytes_ready(process, fd) and waits_for_input(process, fd))


def bytes_ready(process: Process, fd: int) -> int | None:
    """How many bytes can be read at once (FIONREAD)."""
    name = kind_name(process, fd)
    if path_only(process, fd):
        return None
    quiet = name in ("FILE_PIPE", "FILE_SOCKET", "FILE_INOTIFY", "FILE_FANOTIFY")
    if name == "FILE_REGULAR":
        if is_made_up(process, fd):
            return None  # has a size of 0, whatever it holds
        here = position(process, fd)
        return None if here is None else max(0, status_of(process, fd).st_size - here)
    if not quiet and not (name == "FILE_CHARACTER" and is_terminal(process, fd)):
        return None
    with asked(process, fd) as ours:
        answer = fcntl.ioctl(ours, termios.FIONREAD, b"\0\0\0\0")
    return int(struct.unpack("i", answer)[0])


def watches(process: Process, epoll: int, fd: int) -> int:
    """Whether the epoll instance watches the file that ``fd`` is, under that number."""
    return int(_events(process, epoll, fd) is not None)


def watched_events(process: Process, epoll: int, fd: int) -> int:
    """For which events it does so, as EPOLL* bits; 0 where it does not."""
    return _events(process, epoll, fd) or 0


def targets(process: Process, epoll: int) -> list[int]:
    """Return the numbers under which an epoll instance watches files, some more than once."""
    return [number for number, _ in entries_of(process, epoll)]


def entries_of(process: Process, epoll: int) -> list[tuple[int, int]]:
    """Return the number and the events of each file that an epoll instance watches."""
    found = _ENTRY.findall(information(process, epoll))
    return [(int(number), int(events, 16)) for number, events in found]


def _events(process: Process, epoll: int, fd: int) -> int | None:
    if kind_name(process, epoll) != "FILE_EPOLL" or not is_open(process, fd):
        return None
    entries = [events for number, events in entries_of(process, epoll) if number == fd]
    for order, events in enumerate(entries):
        if kernel.same_epoll_target(process.pid, fd, epoll, order):
            return events
    return None


def _poll_of_signals(process: Process, fd: int) -> int | None:
    """A signalfd(2) speaks of whom polls it, so the answer is made of what is pending."""
    mask = _SIGNALS.search(information(process, fd))
    if mask is None:
        return None
    pending = int(process.status["SigPnd"], 16) | int(process.status["ShdPnd"], 16)
    return select.POLLIN if pending & int(mask[1], 16) else 0
