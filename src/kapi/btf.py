"""BTF, the description of its types that a kernel carries: the records of a section.

Source of the format: ``Documentation/bpf/btf.rst`` and ``include/uapi/linux/btf.h``.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

VMLINUX: Final = "/sys/kernel/btf/vmlinux"
"""That of the kernel that runs."""
STRUCT, TYPEDEF = 4, 8
"""Kinds of types (``BTF_KIND_...``)."""
_KINDS: Final = 19
_MAGIC: Final = 0xEB9F
_HEADER: Final = "HBBIIIII"
_WORDS: Final = {1: (1, 0), 3: (3, 0), 4: (0, 3), 5: (0, 3), 6: (0, 2), 13: (0, 2), 14: (1, 0),
                 15: (0, 3), 17: (1, 0), 19: (0, 3)}  # fmt: skip
"""Words of 32 bits after the three of a type, by its kind: (always, for each of its entries)."""
_BITS: Final = 0xFFFFFF
"""Of a member's offset, where the highest byte has the size of a bit field."""
_NATIVE: Final = "<" if sys.byteorder == "little" else ">"


class BtfError(ValueError):
    """Type information that cannot be read; the message says what is wrong."""


class Types:
    """The types of a section by their numbers from 1; ``order`` is ``<`` or ``>``.

    ``words`` are all records, 32 bits each. Raises `BtfError`, for a type that is damaged where it
    is asked for, or one after it.
    """

    def __init__(self, content: bytes, order: str = _NATIVE) -> None:
        size = struct.calcsize(order + _HEADER)
        if len(content) < size:
            raise BtfError("no type information: the file ends in its header")
        magic, _, _, header, type_at, type_size, text_at, text_size = struct.unpack_from(
            order + _HEADER, content
        )
        if magic != _MAGIC:
            raise BtfError(f"no type information: it begins with {magic:#x}, not {_MAGIC:#x}")
        ends = (header + type_at + type_size, header + text_at + text_size)
        if max(ends) > len(content) or type_size % 4:
            raise BtfError("damaged type information: a section ends after the file")
        self._records = content[header + type_at : ends[0]]
        self.words = array("I", self._records)
        if order != _NATIVE:
            self.words.byteswap()
            self._records = self.words.tobytes()
        self._strings = content[header + text_at : ends[1]]
        self._starts, self._next = array("I", [0]), 0

    def start(self, number: int) -> int:
        """Return the place in ``words`` where the type ``number`` begins, 0 for 0.

        Raises `IndexError` where there is no such type.
        """
        self._walk(number, -1)
        return self._starts[number]

    def _walk(self, last: int, beyond: int) -> None:
        """Find the starts of the types up to ``last``, and of those up to the place ``beyond``.

        A kernel has more than 100,000, and a look at all of them takes longer than many a program.
        """
        words, starts, place = self.words, self._starts, self._next
        end = len(words)
        while place + 3 <= end and (place <= beyond or len(starts) <= last):
            size = _size(words[place + 1], len(starts))
            if place + size > end:
                raise BtfError(f"damaged type information: type {len(starts)} is cut")
            starts.append(place)
            place += size
        self._next = place

    def find(self, kind: int, name: str) -> int:
        """Return the number of a type of that kind and name, 0 where there is none."""
        text = name.encode() + b"\0"
        for at in _places(self._strings, text):  # also where it is the end of a longer name
            for byte in _places(self._records, array("I", [at]).tobytes()):
                number = self._number(byte // 4) if byte % 4 == 0 else 0
                if number and self.kind(byte // 4) == kind:
                    return number
        return 0

    def _number(self, place: int) -> int:
        """Return the number of the type that begins at ``place``, 0 where none does."""
        self._walk(0, place)
        number = bisect_left(self._starts, place, 1)
        begins = number < len(self._starts) and self._starts[number] == place
        return number if begins else 0

    def kind(self, place: int) -> int:
        """Return the kind of the type that begins at ``place``."""
        return self.words[place + 1] >> 24 & 0x1F

    def members(self, number: int) -> Iterator[tuple[str, int, int]]:
        """Yield name, number of the type and offset in bytes of each member of a structure."""
        place = self.start(number)
        info = self.words[place + 1]
        for at in range(place + 3, place + 3 + 3 * (info & 0xFFFF), 3):
            name, kind, offset = self.words[at : at + 3]
            yield self.text(name), kind, (offset & _BITS if info >> 31 else offset) // 8

    def text(self, at: int) -> str:
        """Return the string at ``at``, empty where none ends after it."""
        end = self._strings.find(b"\0", at)
        return self._strings[at:end].decode(errors="replace") if end >= 0 else ""


def _size(info: int, number: int) -> int:
    """Return the words of the type ``number``, the second of which is ``info``."""
    kind = info >> 24 & 0x1F
    if not 0 < kind <= _KINDS:
        raise BtfError(f"damaged type information: type {number} is of kind {kind}")
    always, each = _WORDS.get(kind, (0, 0))
    return 3 + always + each * (info & 0xFFFF)


def _places(content: bytes, wanted: bytes) -> Iterator[int]:
    at = content.find(wanted)
    while at >= 0:
        yield at
        at = content.find(wanted, at + 1)
