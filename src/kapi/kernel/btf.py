"""The layout of a structure from an image's own BTF.

Source of the format: ``Documentation/bpf/btf.rst`` and ``include/uapi/linux/btf.h``.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import Final

from kapi.kernel.image import Image
from kapi.kernel.layout import Array, Layout, Member, Pointer, Scalar, Structure

__all__ = ["from_btf"]

_MAGIC = 0xEB9F
_INT, _POINTER, _ARRAY, _STRUCT, _ENUM, _TYPEDEF = 1, 2, 3, 4, 6, 8
_LOOKED_THROUGH = (_TYPEDEF, 9, 10, 11, 18)  # typedef, volatile, const, restrict, type tag
_ENUM64 = 19
_KINDS = 19
_WORDS: Final = {1: (1, 0), 3: (3, 0), 4: (0, 3), 5: (0, 3), 6: (0, 2), 13: (0, 2), 14: (1, 0),
                 15: (0, 3), 17: (1, 0), 19: (0, 3)}  # fmt: skip
"""Words of 32 bits after the three of a type, by its kind: (always, for each of its entries)."""
_SIGNED = 1 << 24
_BITS = 0xFFFFFF
_LARGEST = 256 << 20
_DEEPEST = 40
_CHARS = ("char", "signed char", "unsigned char")


def from_btf(image: Image, name: str) -> Structure | None:
    """Return the layout of ``struct name``, or None where the image does not describe it."""
    section = image.section(".BTF")
    if section is None or not 24 <= section.size <= _LARGEST:
        return None
    try:
        types = _Types(image.read_file(section.offset, section.size), image.order, image.word)
        found = types.find(name)
        return types.structure(found, 0) if found else None
    except (ValueError, IndexError, struct.error):  # it is damaged
        return None


class _Types:
    """The types of a BTF section, by their numbers from 1."""

    def __init__(self, content: bytes, order: str, word: int) -> None:
        self._word = word
        head = struct.unpack_from(order + "HBBIIIII", content)
        magic, _, _, header, type_at, type_size, text_at, text_size = head
        if magic != _MAGIC:
            raise ValueError("no BTF")
        start = header + type_at
        self._words = array("I", content[start : start + type_size // 4 * 4])
        if order != ("<" if struct.pack("=H", 1)[0] else ">"):
            self._words.byteswap()
        self._strings = content[header + text_at : header + text_at + text_size]
        self._starts = [0]
        place = 0
        while place + 3 <= len(self._words):
            self._starts.append(place)
            info = self._words[place + 1]
            kind = info >> 24 & 0x1F
            if not 0 < kind <= _KINDS:
                raise ValueError("a type of no known kind")
            always, each = _WORDS.get(kind, (0, 0))
            place += 3 + always + each * (info & 0xFFFF)

    def find(self, name: str) -> int:
        """Return the number of a structure, 0 where there is none of that name."""
        text = b"\0" + name.encode() + b"\0"
        at = self._strings.find(text) + 1
        for number, place in enumerate(self._starts[1:], 1):
            if at and self._words[place] == at and self._kind(place) == _STRUCT:
                return number
        return 0

    def structure(self, number: int, depth: int) -> Structure:
        """Return the layout of a structure by its number."""
        place = self._starts[number]
        info = self._words[place + 1]
        members = []
        for at in range(place + 3, place + 3 + 3 * (info & 0xFFFF), 3):
            name, kind, offset = self._words[at : at + 3]
            bits = offset & _BITS if info >> 31 else offset
            members.append(Member(self._name(name), bits // 8, self._layout(kind, depth + 1)))
        return Structure(self._name(self._words[place]), self._words[place + 2], tuple(members))

    def _kind(self, place: int) -> int:
        return self._words[place + 1] >> 24 & 0x1F

    def _plain(self, number: int) -> int:
        """The type without qualifiers and other names."""
        for _ in range(_DEEPEST):
            place = self._starts[number]
            if self._kind(place) not in _LOOKED_THROUGH:
                return number
            number = self._words[place + 2]
        raise ValueError("types that never end")

    def _layout(self, number: int, depth: int) -> Layout:
        if depth > _DEEPEST:
            raise ValueError("types that never end")
        number = self._plain(number)
        place = self._starts[number]
        kind = self._kind(place)
        if kind == _POINTER:
            return Pointer(self._word, self._target(self._words[place + 2]))
        if kind == _STRUCT:
            return self.structure(number, depth)
        if kind == _ARRAY:
            element, _, count = self._words[place + 3 : place + 6]
            return Array(self._layout(element, depth + 1), count)
        return self._scalar(place)

    def _target(self, number: int) -> Scalar | None:
        if number == 0:
            return None
        place = self._starts[self._plain(number)] if self._plain(number) else 0
        return self._scalar(place) if self._kind(place) == _INT else None

    def _scalar(self, place: int) -> Scalar:
        kind = self._kind(place)
        if kind == _INT:
            signed = bool(self._words[place + 3] & _SIGNED)
            char = self._name(self._words[place]) in _CHARS
            return Scalar(self._words[place + 2], signed, char)
        if kind in (_ENUM, _ENUM64):
            signed = bool(self._words[place + 1] >> 31)
            names = () if kind == _ENUM64 else tuple(self._enumerators(place, signed))
            return Scalar(self._words[place + 2], signed, names=names)
        raise ValueError(f"a member of kind {kind}")

    def _enumerators(self, place: int, signed: bool) -> Iterator[tuple[int, str]]:
        for at in range(place + 3, place + 3 + 2 * (self._words[place + 1] & 0xFFFF), 2):
            value = self._words[at + 1]
            yield value - (1 << 32 if signed and value >> 31 else 0), self._name(self._words[at])

    def _name(self, at: int) -> str:
        end = self._strings.find(b"\0", at)
        return self._strings[at:end].decode(errors="replace") if end >= 0 else ""
