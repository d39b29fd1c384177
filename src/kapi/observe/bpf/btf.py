"""What the kernel's own type information says: members of structures, and tracepoints' types.

Source of the format: ``Documentation/bpf/btf.rst`` and ``include/uapi/linux/btf.h``.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

__all__ = ["VMLINUX", "Btf", "BtfError", "read_btf"]

VMLINUX = Path("/sys/kernel/btf/vmlinux")
_MAGIC = 0xEB9F
_HEADER = struct.Struct("=HBBIIIII")
_WORDS: Final = {1: (1, 0), 3: (3, 0), 4: (0, 3), 5: (0, 3), 6: (0, 2), 13: (0, 2), 14: (1, 0),
                 15: (0, 3), 17: (1, 0), 19: (0, 3)}  # fmt: skip
"""Words of 32 bits after the three of a type, by its kind: (always, for each of its entries)."""
_STRUCTURE, _UNION, _TYPEDEF, _KINDS = 4, 5, 8, 19
_BITS = 0xFFFFFF
"""Of a member's offset, where the highest byte has the size of a bit field."""


class BtfError(Exception):
    """Type information that cannot be read; the message says what is wrong."""


class Btf(msgspec.Struct, frozen=True):
    """``typedefs`` by name to their ids; ``members`` (structure, member) to offsets in bytes."""

    typedefs: Mapping[str, int]
    members: Mapping[tuple[str, str], int]


def read_btf(structures: Iterable[str], typedefs: Iterable[str], path: Path = VMLINUX) -> Btf:
    """Return what ``path`` says of the named structures and typedefs; others are not looked at.

    Raises `OSError` where there is no such file, and `BtfError`.
    """
    return found_in(path.read_bytes(), structures, typedefs)


def found_in(content: bytes, structures: Iterable[str], typedefs: Iterable[str]) -> Btf:
    """The same of the content of such a file. Raises `BtfError`."""
    types, strings = _sections(content)
    wanted = {_STRUCTURE: _offsets(strings, structures), _TYPEDEF: _offsets(strings, typedefs)}
    ids: dict[str, int] = {}
    members: dict[tuple[str, str], int] = {}
    for identity, kind, name, start, count, packed in _walk(types, wanted):
        if kind == _TYPEDEF:
            ids[name] = identity
        for place in range(start, start + 3 * count if kind == _STRUCTURE else start, 3):
            offset = types[place + 2] & _BITS if packed else types[place + 2]
            member = _string(strings, types[place])
            members.setdefault((name, member), offset // 8)
    return Btf(ids, members)


def _sections(content: bytes) -> tuple[array[int], bytes]:
    if len(content) < _HEADER.size:
        raise BtfError("no type information: the file ends in its header")
    magic, _, _, header, type_at, type_size, text_at, text_size = _HEADER.unpack_from(content)
    if magic != _MAGIC:
        raise BtfError(f"no type information: it begins with {magic:#x}, not {_MAGIC:#x}")
    ends = (header + type_at + type_size, header + text_at + text_size)
    if max(ends) > len(content) or type_size % 4:
        raise BtfError("damaged type information: a section ends after the file")
    types = array("I", content[header + type_at : ends[0]])
    return types, content[header + text_at : ends[1]]


def _offsets(strings: bytes, names: Iterable[str]) -> dict[int, str]:
    """Where each name stands; a name may also be the end of a longer one."""
    found: dict[int, str] = {}
    for name in names:
        text = name.encode() + b"\0"
        at = strings.find(text)
        while at >= 0:
            found[at] = name
            at = strings.find(text, at + 1)
    return found


def _walk(
    types: array[int], wanted: Mapping[int, Mapping[int, str]]
) -> Iterator[tuple[int, int, str, int, int, bool]]:
    """Yield id, kind, name, first word of its entries, their count, and how they are packed."""
    place, identity, end = 0, 0, len(types)
    while place + 3 <= end:
        identity += 1
        info = types[place + 1]
        kind, count = info >> 24 & 0x1F, info & 0xFFFF
        if not 0 < kind <= _KINDS:
            raise BtfError(f"damaged type information: type {identity} is of kind {kind}")
        always, each = _WORDS.get(kind, (0, 0))
        after = place + 3 + always + each * count
        if after > end:
            raise BtfError(f"damaged type information: type {identity} is cut")
        if kind in wanted:
            name = wanted[kind].get(types[place])
            if name is not None:
                yield identity, kind, name, place + 3, count, bool(info >> 31)
        place = after


def _string(strings: bytes, at: int) -> str:
    end = strings.find(b"\0", at)
    return strings[at:end].decode(errors="replace") if end >= 0 else ""
