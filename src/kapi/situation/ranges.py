"""Predicates of a range of memory: which kinds of mappings it touches, and where it cuts them."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

from kapi.situation.descriptors import secret_device
from kapi.situation.mappings import Mapping, flagged
from kapi.situation.process import Process, Unknown

__all__ = ["cuts", "huge_page_missing", "locked_bytes_in", "mapping_with"]

_TOP = (1 << 64) - 1
_PASSED_OVER = frozenset({"io", "pf", "de", "mm", "ht", "dp"})  # mlock_fixup() of mm/mlock.c
_PAGE = os.sysconf("SC_PAGE_SIZE")
_THERE = 3 << 62  # present or swapped, Documentation/admin-guide/mm/pagemap.rst
_POOLS = "/sys/kernel/mm/hugepages/hugepages-{}kB/"


def mapping_with(process: Process, address: int, length: int, flags: str) -> int:
    """Whether the range touches a mapping with these flags (see `_has`)."""
    return int(any(_has(one, flags) for one in _touched(process, address, length)))


def locked_bytes_in(process: Process, address: int, length: int) -> int:
    """How many bytes of the range lie in mappings that are locked (VM_LOCKED)."""
    end = min(address + length, _TOP)
    found = _touched(process, address, length)
    return sum(
        min(one.end, end) - max(one.start, address) for one in found if _has(one, "lo")
    )


def cuts(process: Process, address: int, length: int, flags: str) -> int:
    """How many ends of the range lie inside of a mapping with these flags (see `_has`).

    Unknown where what is cut off might be joined with the mapping on the other side.
    """
    if length == 0:
        return 0
    end = address + length
    found = 0
    for one in _touched(process, address, length):
        inside = [at for at in (address, end) if one.start < at < one.end]
        if inside and _has(one, flags):
            if len(inside) == 1 and _may_join(process, one, one.end in range(address, end + 1)):
                raise Unknown("the part may be joined with its neighbour")
            found += len(inside)
    return found


def huge_page_missing(process: Process, address: int, length: int) -> int | None:
    """Whether the range touches a huge page that is not there, and no pool has one to give."""
    answer: int | None = 0
    for one in _touched(process, address, length):
        if _has(one, "ht") and _is_missing(process, one, address, address + length):
            if _pool_is_empty(one.page_size):
                return 1
            answer = None
    return answer


def _is_missing(process: Process, mapping: Mapping, start: int, end: int) -> bool:
    first = max(start, mapping.start) // mapping.page_size * mapping.page_size
    for address in range(first, min(end, mapping.end), mapping.page_size):
        entry = os.pread(process.held("pagemap"), 8, address // _PAGE * 8)
        if len(entry) != 8:
            raise Unknown("pagemap ends early")
        if not struct.unpack("=Q", entry)[0] & _THERE:
            return True
    return False


def _pool_is_empty(size: int) -> bool:
    """Whether no page of this size exists, and none may be made when it is asked for."""
    pool = _POOLS.format(size // 1024)
    counts = []
    for name in ("nr_hugepages", "nr_overcommit_hugepages"):
        with open(pool + name) as file:
            counts.append(int(file.read()))
    return counts == [0, 0]


def _may_join(process: Process, cut: Mapping, upwards: bool) -> bool:
    """Whether a mapping of the same kind lies directly above (or below) ``cut``."""
    for one in flagged(process):
        if (one.start == cut.end) if upwards else (one.end == cut.start):
            return (one.protection, one.shared, one.file) == (
                cut.protection,
                cut.shared,
                cut.file,
            )
    return False


def _touched(process: Process, address: int, length: int) -> Iterator[Mapping]:
    end = address + length
    return (one for one in flagged(process) if one.start < end and address < one.end)


def _has(mapping: Mapping, words: str) -> bool:
    """Whether a mapping has all ``words`` and none that has ``!`` before it.

    They are the two letters of VmFlags in smaps, ``file`` for a mapping of a file, and
    ``lockable`` for what mlock(2) may lock.
    """
    return all(
        _is(mapping, word.removeprefix("!")) is not word.startswith("!") for word in words.split()
    )


def _is(mapping: Mapping, word: str) -> bool:
    have = mapping.flags or frozenset()
    if word == "file":
        return bool(mapping.inode)
    if word == "lockable":
        return not have & _PASSED_OVER and not _is_secret(mapping)
    return word in have


def _is_secret(mapping: Mapping) -> bool:
    return mapping.name.startswith("/secretmem") and mapping.device == secret_device()
