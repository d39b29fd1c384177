"""Helpers that only look at what a call did, for the scenes of the first engine."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal

from kapi.conform.helpers.helper import LIBC, Helper

__all__ = ["LOOKS"]


def _status_kb(name: int) -> int:
    """A line of /proc/self/status, such as VmLck, in KiB."""
    wanted = ctypes.string_at(name) + b":"
    with open("/proc/self/status", "rb") as status:
        return next((int(line.split()[1]) for line in status if line.startswith(wanted)), -1)


def _smaps_flag(address: int, flag: int) -> int:
    """Whether the mapping at ``address`` has the flag of two letters in /proc/self/smaps."""
    inside = False
    with open("/proc/self/smaps", "rb") as smaps:
        for line in smaps:
            first = line.split(b" ", 1)[0]
            if b"-" in first and not first.endswith(b":"):
                start, end = (int(part, 16) for part in first.split(b"-"))
                inside = start <= address < end
            elif inside and line.startswith(b"VmFlags:"):
                return int(ctypes.string_at(flag) in line.split())
    return -1


def _resident(address: int, pages: int) -> int:
    """How many of the pages are in memory (mincore)."""
    states = ctypes.create_string_buffer(pages)
    size = pages * mmap.PAGESIZE
    if LIBC.mincore(ctypes.c_void_p(address), ctypes.c_size_t(size), states):
        return -1
    return sum(byte & 1 for byte in states.raw[:pages])


def _position(number: int) -> int:
    """Pos in /proc/self/fdinfo."""
    with open(f"/proc/self/fdinfo/{number}", "rb") as info:
        return int(info.readline().split()[1])


def _watched(instance: int, number: int) -> int:
    """Whether /proc/self/fdinfo of the epoll instance has a line for the descriptor."""
    with open(f"/proc/self/fdinfo/{instance}", "rb") as info:
        return int(any(line.split()[:2] == [b"tfd:", b"%d" % number] for line in info))


def _file_size(path: int) -> int:
    return os.stat(ctypes.string_at(path)).st_size


def _file_mode(path: int) -> int:
    """Permissions as chmod takes them."""
    return os.stat(ctypes.string_at(path)).st_mode & 0o7777


def _is_open(number: int) -> int:
    return int(os.path.lexists(f"/proc/self/fd/{number}"))


def _alarm_ms(milliseconds: int) -> None:
    """Send SIGALRM to this process after that time."""
    signal.setitimer(signal.ITIMER_REAL, milliseconds / 1000)


def _sleep_ms(milliseconds: int) -> None:
    with contextlib.suppress(InterruptedError):
        signal.sigtimedwait([], milliseconds / 1000)


LOOKS: dict[str, Helper] = {
    "status_kb": Helper(_status_kb),
    "smaps_flag": Helper(_smaps_flag),
    "resident": Helper(_resident),
    "position": Helper(_position),
    "watched": Helper(_watched),
    "file_size": Helper(_file_size),
    "file_mode": Helper(_file_mode),
    "is_open": Helper(_is_open),
    "alarm_ms": Helper(
        _alarm_ms,
        "static void alarm_ms(long n)\n"
        "{ struct itimerval t = { .it_value.tv_usec = n * 1000 }; setitimer(ITIMER_REAL, &t, 0); }",
    ),
    "sleep_ms": Helper(_sleep_ms, "static void sleep_ms(long n) { usleep(n * 1000); }"),
}
