"""Predicates of memory. Asking never makes a page resident.

``readable`` and ``writable`` say whether the kernel's copy from or to user space would work:
the mapping, its protection, the end of its file, guard pages. An access that might still fail
(a device, huge pages that may be missing, a stack that may grow) is unknown.
"""

from __future__ import annotations

import functools
import os
import stat
import struct
from collections.abc import Iterator

import msgspec

from kapi.situation import kernel
from kapi.situation.descriptors import secret_device
from kapi.situation.mappings import Mapping, after, between, flagged, object_of, opened
from kapi.situation.process import Process, Unknown

__all__ = [
    "PATH_MAX",
    "address_space_bytes",
    "bytes_at",
    "data_bytes",
    "file_mapping",
    "guard",
    "huge_mapping",
    "locked",
    "locked_bytes",
    "map_count",
    "mapped",
    "mapping_flag",
    "mappings_in",
    "past_end_of_file",
    "protection",
    "readable",
    "readable_bytes",
    "resident",
    "sealed_mapping",
    "secret_memory",
    "shared_mapping",
    "special_mapping",
    "stack_bytes",
    "string_length",
    "text_at",
    "user_address",
    "writable",
    "writable_bytes",
]

PATH_MAX = 4096
_READ, _WRITE, _EXECUTE = 1, 2, 4
_ZERO = os.makedev(1, 5)
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PRESENT, _SWAPPED, _GUARD = 1 << 63, 1 << 62, 1 << 58  # Documentation/admin-guide/mm/pagemap.rst
_ENTRIES = 1 << 16
_MOST_PAGES = 1 << 22
_STACK_GAP = 256  # pages; stack_guard_gap of mm/mmap.c
_ACCESS_FLAGS = frozenset({"um", "uw", "ui", "io", "pf", "ss"})
_SPECIAL_FLAGS = frozenset({"io", "pf", "de", "mm"})  # VM_SPECIAL, include/linux/mm.h


class _Stop(msgspec.Struct, frozen=True):
    """Where an access stops: before ``address``; ``certain`` says that it fails there."""

    address: int
    certain: bool


def mapped(process: Process, address: int, length: int) -> int:
    """Whether every byte lies in a mapping."""
    return int(_hole(process, address, address + length) is None)


def readable(process: Process, address: int, length: int) -> int | None:
    """Whether the kernel can copy all bytes from there."""
    return _whole(process, address, length, _READ)


def writable(process: Process, address: int, length: int) -> int | None:
    """Whether the kernel can copy to all bytes there."""
    return _whole(process, address, length, _WRITE)


def readable_bytes(process: Process, address: int, length: int) -> int | None:
    """How many bytes the kernel can copy from there before the first that it cannot."""
    return _part(process, address, length, _READ)


def writable_bytes(process: Process, address: int, length: int) -> int | None:
    """How many bytes the kernel can copy to there before the first that it cannot."""
    return _part(process, address, length, _WRITE)


def protection(process: Process, address: int) -> int | None:
    """PROT_* of the mapping; unknown where there is none."""
    found = _at(process, address)
    return None if found is None else found.protection


def shared_mapping(process: Process, address: int) -> int:
    """Whether the mapping there is shared."""
    found = _at(process, address)
    return int(found is not None and found.shared)


def file_mapping(process: Process, address: int) -> int:
    """Whether the mapping there has a file; shared memory has one too."""
    found = _at(process, address)
    return int(found is not None and found.inode != 0)


def locked(process: Process, address: int, length: int) -> int:
    """Whether every byte lies in a locked mapping (VM_LOCKED)."""
    if not mapped(process, address, length):
        return 0
    return int(all("lo" in flags for flags in _flags_in(process, address, length)))


def resident(process: Process, address: int, length: int) -> int | None:
    """Whether every page is in memory.

    A page that the process has not touched may still be in the page cache: for a mapping of a
    file that is unknown.
    """
    if not mapped(process, address, length):
        return 0
    if all(entry & _PRESENT for entry in _entries(process, address, address + length)):
        return 1
    for mapping in between(process, address, address + length):
        first, last = max(address, mapping.start), min(address + length, mapping.end)
        for entry in _entries(process, first, last):
            if not entry & _PRESENT and (mapping.inode or entry & _SWAPPED):
                return None
    return 0


def huge_mapping(process: Process, address: int, length: int) -> int:
    """Whether a page lies in a mapping of huge pages (hugetlb)."""
    found = between(process, address, address + length)
    return int(any(one.page_size > _PAGE for one in found))


def special_mapping(process: Process, address: int, length: int) -> int:
    """Whether a page lies in a mapping of a device or such (VM_SPECIAL)."""
    return int(any(flags & _SPECIAL_FLAGS for flags in _flags_in(process, address, length)))


def sealed_mapping(process: Process, address: int, length: int) -> int | None:
    """Whether a page lies in a mapping sealed by mseal(2)."""
    if any("sl" in flags for flags in _flags_in(process, address, length)):
        return 1
    return 0 if _version() < (6, 10) or _version() >= (6, 11) else None


def guard(process: Process, address: int, length: int) -> int | None:
    """Whether a page is a guard page (MADV_GUARD_INSTALL)."""
    for mapping in between(process, address, address + length):
        first, last = max(address, mapping.start), min(address + length, mapping.end)
        found = _first_guard(process, first, last)
        if found is not None:
            return 1 if found.certain else None
    return 0


def past_end_of_file(process: Process, address: int, length: int) -> int | None:
    """Whether a page lies wholly past the end of its file."""
    doubt = False
    for mapping in between(process, address, address + length):
        if mapping.inode:
            end = _end_of_file(process, mapping)
            if end is None:
                doubt = True
            elif end < min(address + length, mapping.end):
                return 1
    return None if doubt else 0


def secret_memory(process: Process, address: int, length: int) -> int:
    """Whether a page lies in memory of memfd_secret(2)."""
    found = between(process, address, address + length)
    return int(any(_is_secret(one) for one in found))


def mapping_flag(process: Process, address: int, flag: str) -> int:
    """Whether the mapping there has the flag ``flag``, two letters of VmFlags in smaps."""
    return int(any(flag in flags for flags in _flags_in(process, address, 1)))


def mappings_in(process: Process, address: int, length: int) -> int:
    """How many mappings have a byte in the range."""
    return sum(1 for _ in between(process, address, address + length))


def user_address(process: Process, address: int, length: int) -> int | None:
    """Whether the range lies below the end of user space (access_ok)."""
    end = address + length
    top = task_size(os.uname().machine)
    if top is not None:
        return int(end <= top)
    if mapped(process, address, length):
        return 1
    return 0 if end > 1 << 63 else None


def string_length(process: Process, address: int) -> int | None:
    """The length of the text there, PATH_MAX when it is longer; unknown where it faults."""
    text = text_at(process, address)
    return None if text is None else len(text)


def locked_bytes(process: Process) -> int:
    """The bytes that count against RLIMIT_MEMLOCK (VmLck)."""
    return _kilobytes(process, "VmLck")


def map_count(process: Process) -> int:
    """How many mappings there are."""
    lines = process.read("maps")
    return lines.count(b"\n") - lines.count(b" [vsyscall]\n")


def address_space_bytes(process: Process) -> int:
    """The bytes that count against RLIMIT_AS (VmSize)."""
    return _kilobytes(process, "VmSize")


def data_bytes(process: Process) -> int:
    """The bytes that count against RLIMIT_DATA (VmData)."""
    return _kilobytes(process, "VmData")


def stack_bytes(process: Process) -> int:
    """The bytes of the stack (VmStk)."""
    return _kilobytes(process, "VmStk")


def text_at(process: Process, address: int) -> bytes | None:
    """Return the text there without its NUL, at most PATH_MAX bytes; None where it faults."""
    text = b""
    end = address + PATH_MAX
    while address < end:
        page_end = min(end, (address // _PAGE + 1) * _PAGE)
        stop = _first_stop(process, address, page_end, _READ)
        length = (page_end if stop is None else stop.address) - address
        part, zero, _ = bytes_at(process, address, length).partition(b"\0")
        text += part
        if zero:
            return text
        if stop is not None and not stop.certain:
            raise Unknown("the text may not be readable")
        if stop is not None:
            return None
        address = page_end
    return text


def bytes_at(process: Process, address: int, length: int) -> bytes:
    """Return the ``length`` bytes there, which are known to be readable.

    Pages that the process has not touched are not read in it, which would make them resident:
    they are zeros, or what the file has there.
    """
    found = []
    end = address + length
    while address < end:
        stop = min(end, (address // _PAGE + 1) * _PAGE)
        found.append(_bytes_of_page(process, address, stop - address))
        address = stop
    return b"".join(found)


def _bytes_of_page(process: Process, address: int, length: int) -> bytes:
    """Read from one page; from its file where the process has not touched the page."""
    mapping = _at(process, address)
    if mapping is None:
        raise Unknown("nothing is mapped")
    (entry,) = _entries(process, address, address + 1)
    if entry & (_PRESENT | _SWAPPED):
        return kernel.read_memory(process.pid, address, length)
    if mapping.inode == 0:
        return bytes(length)
    with opened(process, mapping) as file:
        got = os.pread(file, length, mapping.offset + address - mapping.start)
    return got.ljust(length, b"\0")


def _kilobytes(process: Process, field: str) -> int:
    try:
        return int(process.status[field].split()[0]) * 1024
    except (KeyError, IndexError) as problem:
        raise Unknown(f"no {field}") from problem


def _at(process: Process, address: int) -> Mapping | None:
    found = after(process, address)
    return found if found is not None and found.start <= address else None


def _hole(process: Process, start: int, end: int) -> int | None:
    """Return the first address that is not mapped."""
    for mapping in between(process, start, end):
        if mapping.start > start:
            return start
        start = mapping.end
    return start if start < end else None


def _flags_in(process: Process, address: int, length: int) -> list[frozenset[str]]:
    end = address + length
    found = flagged(process)
    return [one.flags or frozenset() for one in found if one.start < end and address < one.end]


def _whole(process: Process, address: int, length: int, access: int) -> int | None:
    if user_address(process, address, length) == 0:
        return 0
    stop = _first_stop(process, address, address + length, access)
    return 1 if stop is None else 0 if stop.certain else None


def _part(process: Process, address: int, length: int, access: int) -> int | None:
    stop = _first_stop(process, address, address + length, access)
    if stop is None:
        return length
    return stop.address - address if stop.certain else None


def _first_stop(process: Process, start: int, end: int, access: int) -> _Stop | None:
    """Return where an access from ``start`` to before ``end`` stops, or None for nowhere."""
    while start < end:
        mapping = after(process, start)
        if mapping is None or mapping.start > start:
            return _Stop(start, not _may_grow(process, mapping, start))
        stop = _stop_in(process, mapping, start, min(end, mapping.end), access)
        if stop is not None:
            return stop
        start = mapping.end
    return None


def _may_grow(process: Process, mapping: Mapping | None, address: int) -> bool:
    """Whether an access below ``mapping``, a stack, might make it grow down to there."""
    if mapping is None:
        return False
    grows = mapping.name == "[stack]"
    if mapping.flags is not None or not (grows or mapping.inode or mapping.name):
        flags = _flags_in(process, mapping.start, 1)
        grows = any("gd" in one for one in flags)
    return grows and mapping.end - address <= process.limits["Max stack size"] + _PAGE


def _stop_in(process: Process, mapping: Mapping, start: int, end: int, access: int) -> _Stop | None:
    allowed = _allowed(mapping, access)
    if not allowed:
        return _Stop(start, allowed is False)
    stop = None
    if mapping.inode:
        stop = _stop_in_file(process, mapping, start, end)
    elif mapping.page_size > _PAGE:
        stop = _first_absent(process, start, end)
    elif mapping.name.startswith("[vvar"):
        return _Stop(start, False)
    limit = end if stop is None else stop.address
    return _first_guard(process, start, limit) or stop


def _allowed(mapping: Mapping, access: int) -> bool | None:
    """Whether the protection allows it; any protection allows reading (mm/memory.c)."""
    if access == _WRITE and not mapping.protection & _WRITE:
        return False
    if not mapping.protection:
        return False
    if mapping.protection == _EXECUTE and _has_keys():
        return None  # the kernel may have given it a protection key
    if mapping.key or (mapping.flags is not None and mapping.flags & _ACCESS_FLAGS):
        return None
    return True


def _stop_in_file(process: Process, mapping: Mapping, start: int, end: int) -> _Stop | None:
    found = object_of(process, mapping)
    if found is None:
        return _first_absent(process, start, end)
    if stat.S_ISCHR(found.st_mode) and found.st_rdev == _ZERO and not mapping.shared:
        return None
    if not stat.S_ISREG(found.st_mode):
        return _first_absent(process, start, end)
    last = _end_in(mapping, found)
    if mapping.page_size > _PAGE:
        absent = _first_absent(process, start, min(end, last))
        if absent is not None:
            return absent
    return _Stop(max(start, last), True) if last < end else None


def _end_of_file(process: Process, mapping: Mapping) -> int | None:
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


def _first_absent(process: Process, start: int, end: int) -> _Stop | None:
    """A page that is there can be accessed; of another nothing is known."""
    address = start - start % _PAGE
    for entry in _entries(process, start, end):
        if not entry & _PRESENT:
            return _Stop(max(start, address), False)
        address += _PAGE
    return None


def _first_guard(process: Process, start: int, end: int) -> _Stop | None:
    """Return the first guard page; one that may be one is not certain."""
    if _version() < (6, 13) or start >= end:
        return None
    first = start - start % _PAGE
    for offset, chunk in _chunks(process, start, end):
        if not chunk.strip(b"\0"):
            continue
        entries = struct.unpack(f"={len(chunk) // 8}Q", chunk)
        for number, entry in enumerate(entries, offset):
            if entry & _GUARD and _version() >= (6, 15):
                return _Stop(max(start, first + number * _PAGE), True)
            if entry & _SWAPPED and not entry & _PRESENT and not _may_be_swap():
                return _Stop(max(start, first + number * _PAGE), False)
    return None


def _entries(process: Process, start: int, end: int) -> Iterator[int]:
    for _, chunk in _chunks(process, start, end):
        yield from struct.unpack(f"={len(chunk) // 8}Q", chunk)


def _chunks(process: Process, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of pagemap: the number of the first page, eight bytes for each."""
    first, last = start // _PAGE, -(-end // _PAGE)
    if last - first > _MOST_PAGES:
        raise Unknown("too many pages to look at")
    for page in range(first, last, _ENTRIES):
        wanted = min(_ENTRIES, last - page) * 8
        chunk = os.pread(process.held("pagemap"), wanted, page * 8)
        if len(chunk) != wanted:
            raise Unknown("pagemap ends early")
        yield page - first, chunk


def _is_secret(mapping: Mapping) -> bool:
    return mapping.name.startswith("/secretmem") and mapping.device == secret_device()


@functools.cache
def task_size(machine: str) -> int | None:
    """Return the end of user space (TASK_SIZE_MAX), or None where it is not known."""
    if machine != "x86_64":
        return None
    bits = 56 if "la57" in _processor_flags() else 47
    return (1 << bits) - _PAGE


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


@functools.cache
def _version() -> tuple[int, int]:
    major, minor = os.uname().release.split(".")[:2]
    return int(major), int("".join(filter(str.isdigit, minor)) or 0)


@functools.cache
def _may_be_swap() -> bool:
    """Whether what pagemap calls swapped is in swap space, and not a mark in the page table.

    Poisoned pages look swapped, and before Linux 6.15 guard pages do.
    """
    with open("/proc/swaps") as lines:
        return _version() >= (6, 15) and len(lines.readlines()) > 1
