"""The mappings of a process: one at a time by PROCMAP_QUERY, or all with their flags by smaps."""

from __future__ import annotations

import ctypes
import fcntl
import functools
import os
import re
import stat
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from weakref import WeakKeyDictionary

import msgspec

from kapi.situation.emulator import may_be_its_own
from kapi.situation.process import Process, Unknown, pieces_at

# include/uapi/linux/fs.h, Linux 6.11
_QUERY = 0xC0686611  # _IOWR('f', 17, struct procmap_query)
_COVERING_OR_NEXT = 0x10
_SIZE = 104
_QUERIED = 14  # 64-bit words, the last of them beyond the structure
_NAME = 256
_FLAGS = re.compile(rb"^flags:\s*([0-7]+)", re.MULTILINE)
_O_PATH = 0o10000000  # asm-generic/fcntl.h

_LINE = re.compile(
    rb"([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) ([0-9a-f]+):([0-9a-f]+) (\d+) *(.*)\n"
)
_BORDERS = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) (?:\S+ +){4}(.*)$", re.MULTILINE)
_PAGE_SIZE = b"\nKernelPageSize:"
_KEY = b"\nProtectionKey:"
_FIELD = 48  # bytes that hold one of them and its number
_LETTERS = {b"r": 1, b"w": 2, b"x": 4}


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


class _Table:
    """The mappings in smaps, in order, each parsed when it is asked for.

    Each has a line as in maps, fields, and VmFlags as the last of them. Of a process with very
    many the text would fill more memory than all else: it is read by the piece, as far as the
    mappings that are asked for, and what nobody asks for is left out.
    """

    def __init__(self, smaps: Iterable[bytes]) -> None:
        self.starts = array("Q")
        self.ends = array("Q")
        self._smaps = iter(smaps)
        self._rest = b""
        self._parts: list[tuple[bytes, bytes, bytes]] = []
        self._texts: dict[bytes, bytes] = {}
        self._parsed: dict[int, Mapping] = {}

    def after(self, address: int) -> int:
        """Return the place of the first mapping that ends above ``address``, as `within` takes it.

        There may be none with this place.
        """
        while not self.ends or self.ends[-1] <= address:
            piece = next(self._smaps, b"")
            if not piece:
                break
            self._rest = self._take(self._rest + piece)
        else:
            return bisect_right(self.ends, address)
        if self._rest or not self._parts:
            raise Unknown("smaps has no flags")
        return len(self.ends)

    def within(self, start: int, end: int) -> Iterator[Mapping]:
        """Yield the mappings that hold an address from ``start`` to before ``end``."""
        while start < end:
            place = self.after(start)
            if place == len(self.ends) or self.starts[place] >= end:
                return
            yield self[place]
            start = self.ends[place]

    def _take(self, text: bytes) -> bytes:
        """Take all mappings that ``text`` has whole; return what is left."""
        end = text.rfind(b"\nVmFlags:")
        end = text.find(b"\n", end + 1) if end >= 0 else -1
        if end < 0:
            return text
        place = 0
        for part, rest in pairwise(text[: end + 1].split(b"\nVmFlags:")):
            self._add(part, place, rest[: (place := rest.index(b"\n"))])
            place += 1
        return text[end + 1 :]

    def _add(self, part: bytes, place: int, flags: bytes) -> None:
        """Take the mapping whose line begins at ``place``, after the flags of the one before."""
        first = part.index(b"-", place) + 1
        line = part.index(b" ", first)
        if not part.startswith(b"[vsyscall]\n", (head := part.index(b"\n", line)) - 10):
            self.starts.append(int(part[place : first - 1], 16))
            self.ends.append(int(part[first:line], 16))
            size = part.find(_PAGE_SIZE, head)
            key = part.find(_KEY, head)
            fields = part[size : size + _FIELD] if size >= 0 else b""
            if key >= 0:
                fields += part[key : key + _FIELD]
            fields, flags = (self._texts.setdefault(one, one) for one in (fields, flags))
            self._parts.append((part[place : head + 1], fields, flags))

    def __getitem__(self, place: int) -> Mapping:
        if place not in self._parsed:
            part, fields, flags = self._parts[place]
            line = _LINE.match(part)
            if line is None:
                raise Unknown("smaps looks different")
            self._parsed[place] = _mapping(line, fields, flags)
        return self._parsed[place]


_tables: WeakKeyDictionary[Process, _Table] = WeakKeyDictionary()
_objects: WeakKeyDictionary[Process, dict[int, os.stat_result | None]] = WeakKeyDictionary()


def after(process: Process, address: int) -> Mapping | None:
    """Return the mapping that holds ``address``, else the next one above, or None.

    Raises `Unknown` where an emulator may have mapped what holds it for itself.
    """
    found = _after(process, address)
    if found is not None and found.start <= address and may_be_its_own(found.start, found.end):
        raise Unknown("memory of the emulator")
    return found


def _after(process: Process, address: int) -> Mapping | None:
    if not process.keyed and process not in _tables:
        try:
            return _query(process, address)
        except OSError as problem:
            if not _has_no_query(problem):
                raise
    table = _table(process)
    place = table.after(address)
    return table[place] if place < len(table.ends) else None


def lowest(process: Process) -> Mapping | None:
    """Return the mapping with the least address, or None."""
    return _after(process, 0)


def between(process: Process, start: int, end: int) -> Iterator[Mapping]:
    """Yield the mappings that hold an address from ``start`` to before ``end``."""
    while start < end:
        found = after(process, start)
        if found is None or found.start >= end:
            return
        if may_be_its_own(found.start, found.end):
            raise Unknown("memory of the emulator")
        yield found
        start = found.end


def flagged(process: Process, start: int, end: int) -> Iterator[Mapping]:
    """Yield with their flags the mappings that hold an address from ``start`` to before ``end``.

    [vsyscall] is none of the process.
    """
    if process in _tables or _may_hold(process, start, end):
        yield from _table(process).within(start, end)


def _may_hold(process: Process, start: int, end: int) -> bool:
    """Whether a mapping may hold an address of the range: where none does, smaps tells no more.

    Of a process with all the mappings that it may have, smaps takes half a second to be read.
    """
    try:
        found = _query(process, start)
    except OSError as problem:
        if not _has_no_query(problem):
            raise
        return True
    return found is not None and found.start < end


def borders(process: Process) -> Iterator[tuple[int, int]]:
    """Yield where each mapping begins and ends, in order; [vsyscall] is none of the process."""
    for found in _BORDERS.finditer(process.read("maps")):  # a tenth of what smaps costs
        if found[3] != b"[vsyscall]":
            yield int(found[1], 16), int(found[2], 16)


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


@functools.cache
def _asked() -> tuple[ctypes.Array[ctypes.c_uint64], ctypes.Array[ctypes.c_char]]:
    """The structure of a query and the room for a name: kept, most queries ask for no more."""
    words, name = (ctypes.c_uint64 * _QUERIED)(), ctypes.create_string_buffer(_NAME)
    words[11] = ctypes.addressof(name)
    return words, name


def _query(process: Process, address: int) -> Mapping | None:
    words, name = _asked()
    words[0], words[1], words[2] = _SIZE, _COVERING_OR_NEXT, min(address, (1 << 64) - 1)
    words[10] = _NAME  # vma_name_size, build_id_size
    name[0] = b"\0"  # the kernel writes none where there is none
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


def _table(process: Process) -> _Table:
    if process not in _tables:
        _tables[process] = _Table(pieces_at(process.directory, "smaps"))
    return _tables[process]


def _mapping(line: re.Match[bytes], fields: bytes, flags: bytes) -> Mapping:
    start, end, letters, offset, major, minor, inode, name = line.groups()
    return Mapping(
        int(start, 16),
        int(end, 16),
        sum(bit for letter, bit in _LETTERS.items() if letter in letters),
        letters.endswith(b"s"),
        int(offset, 16),
        os.makedev(int(major, 16), int(minor, 16)),
        int(inode),
        os.fsdecode(name),
        _field(fields, _PAGE_SIZE, 4) * 1024,
        frozenset(flags.decode().split()),
        _field(fields, _KEY, 0),
    )


def _field(fields: bytes, name: bytes, default: int) -> int:
    place = fields.find(name)
    return (
        default
        if place < 0
        else int(fields[place + len(name) : place + len(name) + 16].split(None, 1)[0])
    )


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
    found = []
    for mapping in flagged(process, address, address + length):
        if may_be_its_own(mapping.start, mapping.end):
            raise Unknown("memory of the emulator")
        found.append(mapping.flags or frozenset())
    return found
