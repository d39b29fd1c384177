"""Whether the kernel's copy from or to user space would work.

The mapping, its protection, the end of its file and guard pages decide. An access that might
still fail (a device, huge pages that may be missing, a stack that may grow) is unknown.
"""

from __future__ import annotations

import functools
import os
import stat

from kapi.situation.emulator import may_hide_writing
from kapi.situation.mappings import Mapping, after, flags_in, hole_in, object_of
from kapi.situation.pages import PAGE, Stop, first_absent, first_guard
from kapi.situation.process import Process

READ, WRITE, _EXECUTE = 1, 2, 4
_ZERO = os.makedev(1, 5)  # /dev/zero, devlist[] of drivers/char/mem.c
_ACCESS_FLAGS = frozenset({"um", "uw", "ui", "io", "pf", "ss"})


def readable(process: Process, address: int, length: int) -> int | None:
    """Whether the kernel can copy all bytes from there."""
    return _whole(process, address, length, READ)


def writable(process: Process, address: int, length: int) -> int | None:
    """Whether the kernel can copy to all bytes there."""
    return _whole(process, address, length, WRITE)


def readable_bytes(process: Process, address: int, length: int) -> int | None:
    """How many bytes the kernel can copy from there before the first that it cannot."""
    return _part(process, address, length, READ)


def writable_bytes(process: Process, address: int, length: int) -> int | None:
    """How many bytes the kernel can copy to there before the first that it cannot."""
    return _part(process, address, length, WRITE)


def user_address(process: Process, address: int, length: int) -> int | None:
    """Whether the range lies below the end of user space (access_ok)."""
    end = address + length
    top = _task_size(os.uname().machine)
    if top is not None:
        return int(end <= top)
    if hole_in(process, address, end) is None:
        return 1
    return 0 if end > 1 << 63 else None


@functools.cache
def _task_size(machine: str) -> int | None:
    """Return the end of user space (TASK_SIZE_MAX), or None where it is not known."""
    if machine != "x86_64":
        return None
    bits = 56 if "la57" in _processor_flags() else 47
    return (1 << bits) - PAGE


def first_stop(process: Process, start: int, end: int, access: int) -> Stop | None:
    """Return where an access from ``start`` to before ``end`` stops, or None for nowhere."""
    while start < end:
        mapping = after(process, start)
        if mapping is None or mapping.start > start:
            return Stop(start, not _may_grow(process, mapping, start))
        stop = _stop_in(process, mapping, start, min(end, mapping.end), access)
        if stop is not None:
            return stop
        start = mapping.end
    return None


def _whole(process: Process, address: int, length: int, access: int) -> int | None:
    if user_address(process, address, length) == 0:
        # of no bytes some calls look at the address all the same: access_ok(), copy_from_user()
        return 0 if length else None
    stop = first_stop(process, address, address + length, access)
    return 1 if stop is None else 0 if stop.certain else None


def _part(process: Process, address: int, length: int, access: int) -> int | None:
    stop = first_stop(process, address, address + length, access)
    if stop is None:
        return length
    return stop.address - address if stop.certain else None


def _may_grow(process: Process, mapping: Mapping | None, address: int) -> bool:
    """Whether an access below ``mapping``, a stack, might make it grow down to there."""
    if mapping is None:
        return False
    grows = mapping.name == "[stack]"
    if mapping.flags is not None or not (grows or mapping.inode or mapping.name):
        flags = flags_in(process, mapping.start, 1)
        grows = any("gd" in one for one in flags)
    return grows and mapping.end - address <= process.limits["Max stack size"][0] + PAGE


def _stop_in(process: Process, mapping: Mapping, start: int, end: int, access: int) -> Stop | None:
    allowed = _allowed(mapping, access)
    if not allowed:
        return Stop(start, allowed is False)
    stop = None
    if mapping.inode:
        stop = _stop_in_file(process, mapping, start, end)
    elif mapping.page_size > PAGE:
        stop = first_absent(process, start, end)
    elif mapping.name.startswith("[vvar"):
        return Stop(start, False)
    limit = end if stop is None else stop.address
    return first_guard(process, start, limit) or stop


def _allowed(mapping: Mapping, access: int) -> bool | None:
    """Whether the protection allows it; any protection allows reading (mm/memory.c)."""
    if access == WRITE and not mapping.protection & WRITE:
        return None if may_hide_writing(mapping.start) else False
    if not mapping.protection:
        return False
    if mapping.protection == _EXECUTE and _has_keys():
        return None  # the kernel may have given it a protection key
    if mapping.key or (mapping.flags is not None and mapping.flags & _ACCESS_FLAGS):
        return None
    return True


def _stop_in_file(process: Process, mapping: Mapping, start: int, end: int) -> Stop | None:
    found = object_of(process, mapping)
    if found is None:
        return first_absent(process, start, end)
    if stat.S_ISCHR(found.st_mode) and found.st_rdev == _ZERO and not mapping.shared:
        return None
    if not stat.S_ISREG(found.st_mode):
        return first_absent(process, start, end)
    last = _end_in(mapping, found)
    if mapping.page_size > PAGE:
        absent = first_absent(process, start, min(end, last))
        if absent is not None:
            return absent
    return Stop(max(start, last), True) if last < end else None


def end_of_file(process: Process, mapping: Mapping) -> int | None:
    """Return the address of the first page past the end of the file; None if it has no end."""
    found = object_of(process, mapping)
    if found is None:
        return None
    if not stat.S_ISREG(found.st_mode):
        return mapping.end
    return _end_in(mapping, found)


def _end_in(mapping: Mapping, found: os.stat_result) -> int:
    pages = -(-found.st_size // mapping.page_size)
    return min(mapping.end, mapping.start + pages * mapping.page_size - mapping.offset)


@functools.cache
def _processor_flags() -> frozenset[str]:
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("flags"):
                return frozenset(line.split())
    return frozenset()


@functools.cache
def _has_keys() -> bool:
    return "ospke" in _processor_flags() or os.uname().machine != "x86_64"
