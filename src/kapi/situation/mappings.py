"""The mappings of a process: one at a time by PROCMAP_QUERY, or all with their flags by smaps."""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import msgspec

from kapi.situation.process import Process, Unknown

__all__ = [
    "Mapping",
    "after",
    "between",
    "flagged",
    "flags_in",
    "hole_in",
    "mapping_at",
    "object_of",
    "opened",
]

# include/uapi/linux/fs.h, Linux 6.11
_QUERY = 0xC0686611  # _IOWR('f', 17, struct procmap_query)
_COVERING_OR_NEXT = 0x10
_SIZE = 104
_QUERIED = 14  # 64-bit words, the last of them beyond the structure
_NAME = 256
_FLAGS = re.compile(rb"^flags:\s*([0-7]+)", re.MULTILINE)
_O_PATH = 0o10000000

_LINE = re.compile(
    rb"^([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) ([0-9a-f]+):([0-9a-f]+) (\d+) *(.*)\n"
    rb"(?:(?![0-9a-f]+-)(?:KernelPageSize: +(\d+) kB|ProtectionKey: +(\d+)|VmFlags:(.*)|.*)\n)*",
    re.MULTILINE,
)


class Mapping(msgspec.Struct, frozen=True):
    """One mapping: ``start`` to before ``end``; ``protection`` of PROT_READ, WRITE, EXEC.

    ``offset`` in its file, in bytes; ``inode`` 0 where it has none. ``flags`` are the two-letter
    words of smaps, None where only PROCMAP_QUERY was asked; ``key`` is the protection key.
    """

    start: int
    end: int
    protection: int
    shared: bool
    offset: int
    device: int
    inode: int
    name: str
    page_size: int
    flags: frozenset[str] | None = None
    key: int = 0

    @property
    def file(self) -> tuple[int, int]:
        """Device and inode of its file."""
        return self.device, self.inode


_all: WeakKeyDictionary[Process, list[Mapping]] = WeakKeyDictionary()
_objects: WeakKeyDictionary[Process, dict[int, os.stat_result | None]] = WeakKeyDictionary()


def after(process: Process, address: int) -> Mapping | None:
    """Return the mapping that holds ``address``, else the next one above, or None."""
    if not process.keyed and process not in _all:
        try:
            return _query(process, address)
        except OSError as problem:
            if not _has_no_query(problem):
                raise
    found = flagged(process)
    return next((one for one in found if one.end > address), None)


def between(process: Process, start: int, end: int) -> Iterator[Mapping]:
    """Yield the mappings that hold an address from ``start`` to before ``end``."""
    while start < end:
        found = after(process, start)
        if found is None or found.start >= end:
            return
        yield found
        start = found.end


def flagged(process: Process) -> list[Mapping]:
    """Return all mappings with their flags, in order; [vsyscall] is none of the process."""
    if process not in _all:
        _all[process] = _parse(process.read("smaps"))
    return _all[process]


def object_of(process: Process, mapping: Mapping) -> os.stat_result | None:
    """Return stat(2) of the file behind ``mapping``, or None where it cannot be told.

    /proc/PID/map_files tells it to the privileged; others look for the same device and inode
    behind the path and the descriptors of the process.
    """
    known = _objects.setdefault(process, {})
    if mapping.start not in known:
        known[mapping.start] = _find_object(process, mapping)
    return known[mapping.start]


def _find_object(process: Process, mapping: Mapping) -> os.stat_result | None:
    for place in _places(process, mapping):
        try:
            found = os.stat(place, dir_fd=process.directory)
        except OSError:
            continue
        # What map_files leads to is the file, also where stat shows another device (btrfs).
        if place == _certain(mapping) or (found.st_dev, found.st_ino) == mapping.file:
            return found
    return None


@contextmanager
def opened(process: Process, mapping: Mapping) -> Iterator[int]:
    """Give a descriptor to read the regular file behind ``mapping``, closed at the end.

    Raises `Unknown` where there is none. A descriptor that the process has is preferred: nobody
    takes notice of a duplicate.
    """
    found = object_of(process, mapping)
    if found is None or not stat.S_ISREG(found.st_mode):
        raise Unknown("no file that can be read")
    for fd in sorted(process.descriptors):
        if _leads_to(process, f"fd/{fd}", found) and _reads(process, fd):
            with process.duplicate(fd) as ours:
                yield ours
            return
    for place in _places(process, mapping):
        if _leads_to(process, place, found):
            flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
            ours = os.open(place, flags, dir_fd=process.directory)
            try:
                yield ours
            finally:
                os.close(ours)
            return
    raise Unknown("no way to the file")


def _leads_to(process: Process, place: str, wanted: os.stat_result) -> bool:
    try:
        found = os.stat(place, dir_fd=process.directory)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino)


def _reads(process: Process, fd: int) -> bool:
    found = _FLAGS.search(process.read(f"fdinfo/{fd}"))
    flags = int(found[1], 8) if found else os.O_WRONLY
    return not flags & _O_PATH and flags & os.O_ACCMODE in (os.O_RDONLY, os.O_RDWR)


def _certain(mapping: Mapping) -> str:
    return f"map_files/{mapping.start:x}-{mapping.end:x}"


def _places(process: Process, mapping: Mapping) -> Iterator[str]:
    yield _certain(mapping)
    if mapping.name.startswith("/"):
        yield f"root{mapping.name}"
    for fd in sorted(process.descriptors):
        yield f"fd/{fd}"


def _query(process: Process, address: int) -> Mapping | None:
    name = ctypes.create_string_buffer(_NAME)
    words = (ctypes.c_uint64 * _QUERIED)()
    words[0], words[1], words[2] = _SIZE, _COVERING_OR_NEXT, min(address, (1 << 64) - 1)
    words[10] = _NAME  # vma_name_size, build_id_size
    words[11] = ctypes.addressof(name)
    try:
        fcntl.ioctl(process.held("maps"), _QUERY, words)
    except FileNotFoundError:
        return None
    start, end, flags, page_size, offset, inode = words[3:9]
    major, minor = words[9] & 0xFFFFFFFF, words[9] >> 32
    return Mapping(
        start,
        end,
        flags & 7,
        bool(flags & 8),
        offset,
        os.makedev(major, minor),
        inode,
        os.fsdecode(name.value),
        page_size,
    )


def _has_no_query(problem: OSError) -> bool:
    """ENOTTY before Linux 6.11; ENAMETOOLONG where the name is longer than our buffer."""
    return problem.errno in (25, 22, 36)


def _parse(smaps: bytes) -> list[Mapping]:
    found = []
    for match in _LINE.finditer(smaps):
        start, end, letters, offset, major, minor, inode, name, page, key, flags = match.groups()
        if name == b"[vsyscall]":
            continue
        if flags is None:
            raise Unknown("smaps has no flags")
        protection = sum(bit for bit, sign in ((1, b"r"), (2, b"w"), (4, b"x")) if sign in letters)
        found.append(
            Mapping(
                int(start, 16),
                int(end, 16),
                protection,
                letters.endswith(b"s"),
                int(offset, 16),
                os.makedev(int(major, 16), int(minor, 16)),
                int(inode),
                os.fsdecode(name),
                int(page or 4) * 1024,
                frozenset(flags.decode().split()),
                int(key or 0),
            )
        )
    return found


def mapping_at(process: Process, address: int) -> Mapping | None:
    """Return the mapping that holds ``address``, or None."""
    found = after(process, address)
    return found if found is not None and found.start <= address else None


def hole_in(process: Process, start: int, end: int) -> int | None:
    """Return the first address that is not mapped."""
    for mapping in between(process, start, end):
        if mapping.start > start:
            return start
        start = mapping.end
    return start if start < end else None


def flags_in(process: Process, address: int, length: int) -> list[frozenset[str]]:
    """Return the flags of each mapping that has a byte of the range."""
    end = address + length
    found = flagged(process)
    return [one.flags or frozenset() for one in found if one.start < end and address < one.end]
