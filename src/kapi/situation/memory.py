"""Predicates of mappings and of the address space. Asking never makes a page resident."""

from __future__ import annotations

import functools

from kapi.situation.copying import end_of_file
from kapi.situation.mapping_kinds import is_secret
from kapi.situation.mappings import between, flags_in, hole_in, mapping_at
from kapi.situation.pages import PAGE, PRESENT, SWAPPED, entries, first_guard, version
from kapi.situation.process import Process, Unknown

_SPECIAL_FLAGS = frozenset({"io", "pf", "de", "mm"})  # VM_SPECIAL, include/linux/mm.h


def mapped(process: Process, address: int, length: int) -> int:
    """Whether every byte lies in a mapping."""
    return int(hole_in(process, address, address + length) is None)


def protection(process: Process, address: int) -> int | None:
    """PROT_* of the mapping; unknown where there is none."""
    found = mapping_at(process, address)
    return None if found is None else found.protection


def shared_mapping(process: Process, address: int) -> int:
    """Whether the mapping there is shared."""
    found = mapping_at(process, address)
    return int(found is not None and found.shared)


def file_mapping(process: Process, address: int) -> int:
    """Whether the mapping there has a file; shared memory has one too."""
    found = mapping_at(process, address)
    return int(found is not None and found.inode != 0)


def locked(process: Process, address: int, length: int) -> int:
    """Whether every byte lies in a locked mapping (VM_LOCKED)."""
    if not mapped(process, address, length):
        return 0
    return int(all("lo" in flags for flags in flags_in(process, address, length)))


def resident(process: Process, address: int, length: int) -> int | None:
    """Whether every page is in memory.

    A page that the process has not touched may still be in the page cache: for a mapping of a
    file that is unknown.
    """
    if not mapped(process, address, length):
        return 0
    if all(entry & PRESENT for entry in entries(process, address, address + length)):
        return 1
    for mapping in between(process, address, address + length):
        first, last = max(address, mapping.start), min(address + length, mapping.end)
        for entry in entries(process, first, last):
            if not entry & PRESENT and (mapping.inode or entry & SWAPPED):
                return None
    return 0


def huge_mapping(process: Process, address: int, length: int) -> int:
    """Whether a page lies in a mapping of huge pages (hugetlb)."""
    found = between(process, address, address + length)
    return int(any(one.page_size > PAGE for one in found))


def special_mapping(process: Process, address: int, length: int) -> int:
    """Whether a page lies in a mapping of a device or such (VM_SPECIAL)."""
    return int(any(flags & _SPECIAL_FLAGS for flags in flags_in(process, address, length)))


def sealed_mapping(process: Process, address: int, length: int) -> int | None:
    """Whether a page lies in a mapping sealed by mseal(2)."""
    if any("sl" in flags for flags in flags_in(process, address, length)):
        return 1
    return 0 if version() < (6, 10) or version() >= (6, 11) else None


def guard(process: Process, address: int, length: int) -> int | None:
    """Whether a page is a guard page (MADV_GUARD_INSTALL)."""
    for mapping in between(process, address, address + length):
        first, last = max(address, mapping.start), min(address + length, mapping.end)
        found = first_guard(process, first, last)
        if found is not None:
            return 1 if found.certain else None
    return 0


def past_end_of_file(process: Process, address: int, length: int) -> int | None:
    """Whether a page lies wholly past the end of its file."""
    doubt = False
    for mapping in between(process, address, address + length):
        if mapping.inode:
            end = end_of_file(process, mapping)
            if end is None:
                doubt = True
            elif end < min(address + length, mapping.end):
                return 1
    return None if doubt else 0


def secret_memory(process: Process, address: int, length: int) -> int:
    """Whether a page lies in memory of memfd_secret(2)."""
    found = between(process, address, address + length)
    return int(any(is_secret(one) for one in found))


def mapping_flag(process: Process, address: int, flag: str) -> int:
    """Whether the mapping there has the flag ``flag``, two letters of VmFlags in smaps."""
    return int(any(flag in flags for flags in flags_in(process, address, 1)))


def mappings_in(process: Process, address: int, length: int) -> int:
    """How many mappings have a byte in the range."""
    return sum(1 for _ in between(process, address, address + length))


def map_count(process: Process) -> int:
    """How many mappings there are."""
    lines = process.read("maps")
    return lines.count(b"\n") - lines.count(b" [vsyscall]\n")


def _kilobytes(process: Process, field: str) -> int:
    try:
        return int(process.status[field].split()[0]) * 1024
    except (KeyError, IndexError) as problem:
        raise Unknown(f"no {field}") from problem


locked_bytes = functools.partial(_kilobytes, field="VmLck")
"""The bytes that count against RLIMIT_MEMLOCK (VmLck)."""

address_space_bytes = functools.partial(_kilobytes, field="VmSize")
"""The bytes that count against RLIMIT_AS (VmSize)."""

data_bytes = functools.partial(_kilobytes, field="VmData")
"""The bytes that count against RLIMIT_DATA (VmData)."""

stack_bytes = functools.partial(_kilobytes, field="VmStk")
"""The bytes of the stack (VmStk)."""

resident_bytes = functools.partial(_kilobytes, field="RssAnon")
"""The bytes of no file that are in memory (RssAnon).

How many pages of files are mapped is luck: one that is touched brings its neighbours.
"""
