"""What /proc/PID/pagemap says of each page."""

from __future__ import annotations

import functools
import os
import struct
from collections.abc import Iterator

import msgspec

from kapi.situation.process import Process, Unknown

PAGE = os.sysconf("SC_PAGE_SIZE")
PRESENT, SWAPPED, _GUARD = 1 << 63, 1 << 62, 1 << 58  # Documentation/admin-guide/mm/pagemap.rst
_ENTRIES = 1 << 16
_MOST_PAGES = 1 << 22


class Stop(msgspec.Struct, frozen=True):
    """Where an access stops: before ``address``; ``certain`` says that it fails there."""

    address: int
    certain: bool


def first_absent(process: Process, start: int, end: int) -> Stop | None:
    """A page that is there can be accessed; of another nothing is known."""
    address = start - start % PAGE
    for entry in entries(process, start, end):
        if not entry & PRESENT:
            return Stop(max(start, address), False)
        address += PAGE
    return None


def first_guard(process: Process, start: int, end: int) -> Stop | None:
    """Return the first guard page; one that may be one is not certain."""
    if version() < (6, 13) or start >= end:
        return None
    first = start - start % PAGE
    for offset, chunk in _chunks(process, start, end):
        if not chunk.strip(b"\0"):
            continue
        entries = struct.unpack(f"={len(chunk) // 8}Q", chunk)
        for number, entry in enumerate(entries, offset):
            if entry & _GUARD and version() >= (6, 15):
                return Stop(max(start, first + number * PAGE), True)
            if entry & SWAPPED and not entry & PRESENT and not _may_be_swap():
                return Stop(max(start, first + number * PAGE), False)
    return None


def entries(process: Process, start: int, end: int) -> Iterator[int]:
    """Yield the entry of pagemap for each page that has a byte of the range."""
    for _, chunk in _chunks(process, start, end):
        yield from struct.unpack(f"={len(chunk) // 8}Q", chunk)


def _chunks(process: Process, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of pagemap: the number of the first page, eight bytes for each."""
    first, last = start // PAGE, -(-end // PAGE)
    if last - first > _MOST_PAGES:
        raise Unknown("too many pages to look at")
    for page in range(first, last, _ENTRIES):
        wanted = min(_ENTRIES, last - page) * 8
        chunk = os.pread(process.held("pagemap"), wanted, page * 8)
        if len(chunk) != wanted:
            raise Unknown("pagemap ends early")
        yield page - first, chunk


@functools.cache
def version() -> tuple[int, int]:
    """Return the version of the running kernel."""
    major, minor = os.uname().release.split(".")[:2]
    return int(major), int("".join(filter(str.isdigit, minor)) or 0)


@functools.cache
def _may_be_swap() -> bool:
    """Whether what pagemap calls swapped is in swap space, and not a mark in the page table.

    Poisoned pages look swapped, and before Linux 6.15 guard pages do.
    """
    with open("/proc/swaps") as lines:
        return version() >= (6, 15) and len(lines.readlines()) > 1
