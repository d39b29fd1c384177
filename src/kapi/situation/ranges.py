"""Predicates of a range of memory: which kinds of mappings it touches, where it cuts them."""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Callable, Iterator

from kapi.situation.mapping_kinds import is_kind
from kapi.situation.mappings import Mapping, flagged, mapping_at, opened
from kapi.situation.pages import PAGE, PRESENT, SWAPPED, entries
from kapi.situation.process import Process, Unknown

_TOP = (1 << 64) - 1
_POOL = "/sys/kernel/mm/hugepages/hugepages-{}kB/"


def mapping_with(process: Process, address: int, length: int, kind: str) -> int:
    """Whether the range touches a mapping of this kind (see `is_kind`)."""
    found = touched(process, address, length)
    return int(any(is_kind(process, one, kind) for one in found))


def mapping_start(process: Process, address: int) -> int | None:
    """Where the mapping at the address begins; unknown where there is none."""
    found = mapping_at(process, address)
    return found.start if found is not None else None


def mapping_end(process: Process, address: int) -> int | None:
    """Where the mapping at the address ends; unknown where there is none."""
    found = mapping_at(process, address)
    return found.end if found is not None else None


def first_mapping(process: Process, address: int, length: int) -> int | None:
    """Where the first mapping of the range begins, which may be before it; unknown without one."""
    first = next(touched(process, address, length), None)
    return first.start if first is not None else None


def page_size_at(process: Process, address: int) -> int:
    """The size of the pages of the mapping at the address; the usual one where there is none."""
    found = mapping_at(process, address)
    return found.page_size if found is not None else PAGE


def huge_page_size(_: Process) -> int | None:
    """The size of a huge page in bytes, where no other is asked for."""
    with open("/proc/meminfo") as lines:
        for line in lines:
            if line.startswith("Hugepagesize:"):
                return int(line.split()[1]) * 1024
    return None


def locked_bytes_in(process: Process, address: int, length: int) -> int:
    """How many bytes of the range lie in mappings that are locked (VM_LOCKED)."""
    return bytes_with(process, address, length, "lo")


def bytes_with(process: Process, address: int, length: int, kind: str) -> int:
    """How many bytes of the range lie in mappings of this kind (see `is_kind`)."""
    end = min(address + length, _TOP)
    found = touched(process, address, length)
    return sum(
        min(one.end, end) - max(one.start, address) for one in found if is_kind(process, one, kind)
    )


def mapped_bytes_in(process: Process, address: int, length: int) -> int:
    """How many bytes of the range lie in mappings."""
    end = address + length
    found = touched(process, address, length)
    return sum(min(one.end, end) - max(one.start, address) for one in found)


def resident_bytes_in(process: Process, address: int, length: int) -> int:
    """How many bytes of the range lie in pages that the process has in memory."""
    found = 0
    for one in touched(process, address, length):
        first, last = max(one.start, address), min(one.end, address + length)
        found += sum(PAGE for entry in entries(process, first, last) if entry & PRESENT)
    return found


def cuts(process: Process, address: int, length: int, kind: str) -> int:
    """How many ends of the range lie inside of a mapping of this kind (see `is_kind`).

    Unknown where what is cut off might be joined with the mapping on the other side.
    """
    return cut_by(process, address, length, lambda one: is_kind(process, one, kind))


def protection_cuts(process: Process, address: int, length: int, protection: int) -> int:
    """How many ends of the range lie inside of a mapping that is not protected so (PROT_*).

    Unknown where what is cut off might be joined with a mapping that is.
    """

    def changes(one: Mapping) -> bool:
        return one.protection != protection

    return cut_by(process, address, length, changes, protection)


def cut_by(
    process: Process,
    address: int,
    length: int,
    counts: Callable[[Mapping], bool],
    protection: int | None = None,
) -> int:
    """How many ends of the range lie inside of a mapping that counts.

    ``protection`` is what that part of it gets, None where it keeps its own.
    """
    end = address + length
    found = 0
    for one in touched(process, address, length):
        inside = [at for at in (address, end) if one.start < at < one.end]
        if inside and counts(one):
            upwards = one.end <= end
            gets = one.protection if protection is None else protection
            follows = protection is not None and not upwards and one.start > address
            if len(inside) == 1 and _may_join(process, one, upwards, None if follows else gets):
                raise Unknown("the part may be joined with its neighbour")
            found += len(inside)
    return found


def huge_page_missing(process: Process, address: int, length: int) -> int | None:
    """Whether the range touches a huge page that is not there, and no pool has one to give."""
    answer: int | None = 0
    for one in touched(process, address, length):
        if is_kind(process, one, "ht") and _is_missing(process, one, address, address + length):
            if _pool_is_empty(one.page_size):
                return 1
            answer = None
    return answer


def file_seals(process: Process, address: int) -> int | None:
    """The seals F_SEAL_* of the file that is mapped at the address; 0 where there is none."""
    found = mapping_at(process, address)
    if found is None or not is_kind(process, found, "regular"):
        return 0
    with opened(process, found) as file:
        try:
            return fcntl.fcntl(file, fcntl.F_GET_SEALS)
        except OSError as problem:
            if problem.errno == errno.EINVAL:  # a file system without seals
                return 0
            raise


def _is_missing(process: Process, mapping: Mapping, start: int, end: int) -> bool:
    first = max(start, mapping.start) // mapping.page_size * mapping.page_size
    for address in range(first, min(end, mapping.end), mapping.page_size):
        (entry,) = entries(process, address, address + 1)
        if not entry & (PRESENT | SWAPPED):
            return True
    return False


def _pool_is_empty(size: int) -> bool:
    """Whether no page of this size exists, and none may be made when it is asked for."""
    counts = []
    for name in ("nr_hugepages", "nr_overcommit_hugepages"):
        with open(_POOL.format(size // 1024) + name) as file:
            counts.append(int(file.read()))
    return counts == [0, 0]


def _may_join(process: Process, cut: Mapping, upwards: bool, protection: int | None) -> bool:
    """Whether a mapping like ``cut`` begins where it ends, or ends where it begins.

    ``protection`` is that of the part which is to be joined, None where both get the same.
    Those of the kernel, [vdso] and such, are never joined.
    """
    if is_kind(process, cut, "special !file !anonymous"):
        return False
    beside = cut.end if upwards else cut.start - 1
    for one in flagged(process, beside, beside + 1):
        alike = (one.shared, one.file) == (cut.shared, cut.file)
        return alike and protection in (None, one.protection)
    return False


def touched(process: Process, address: int, length: int) -> Iterator[Mapping]:
    """Return the mappings that hold a byte of the range; none where it is empty."""
    return flagged(process, address, address + length) if length else iter(())
