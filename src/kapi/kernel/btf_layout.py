"""The layout of a structure from an image's own BTF."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.btf import STRUCT, TYPEDEF, BtfError, Types
from kapi.kernel.image import Image
from kapi.kernel.layout import Array, Layout, Member, Pointer, Scalar, Structure

_INT, _POINTER, _ARRAY, _ENUM = 1, 2, 3, 6
_LOOKED_THROUGH = (TYPEDEF, 9, 10, 11, 18)  # typedef, volatile, const, restrict, type tag
_ENUM64 = 19
_SIGNED = 1 << 24
_LARGEST = 256 << 20
_DEEPEST = 40
_CHARS = ("char", "signed char", "unsigned char")


def from_btf(image: Image, name: str) -> Structure | None:
    """Return the layout of ``struct name``, or None where the image does not describe it."""
    section = image.section(".BTF")
    if section is None or section.size > _LARGEST:
        return None
    try:
        types = _Layouts(image.read_file(section.offset, section.size), image.order, image.word)
        found = types.find(STRUCT, name)
        return types.structure(found, 0) if found else None
    except (ValueError, IndexError):  # it is damaged
        return None


class _Layouts(Types):
    """What the types say of the places of values; a pointer has ``word`` bytes."""

    def __init__(self, content: bytes, order: str, word: int) -> None:
        super().__init__(content, order)
        self._word = word

    def structure(self, number: int, depth: int) -> Structure:
        """Return the layout of a structure by its number."""
        place = self.start(number)
        members = tuple(
            Member(name, offset, self._layout(kind, depth + 1))
            for name, kind, offset in self.members(number)
        )
        return Structure(self.text(self.words[place]), self.words[place + 2], members)

    def _plain(self, number: int) -> int:
        """The type without qualifiers and other names."""
        for _ in range(_DEEPEST):
            place = self.start(number)
            if self.kind(place) not in _LOOKED_THROUGH:
                return number
            number = self.words[place + 2]
        raise BtfError("types that never end")

    def _layout(self, number: int, depth: int) -> Layout:
        if depth > _DEEPEST:
            raise BtfError("types that never end")
        number = self._plain(number)
        place = self.start(number)
        kind = self.kind(place)
        if kind == _POINTER:
            return Pointer(self._word, self._target(self.words[place + 2]))
        if kind == STRUCT:
            return self.structure(number, depth)
        if kind == _ARRAY:
            element, _, count = self.words[place + 3 : place + 6]
            return Array(self._layout(element, depth + 1), count)
        return self._scalar(place)

    def _target(self, number: int) -> Scalar | None:
        if number == 0:
            return None
        place = self.start(self._plain(number))
        return self._scalar(place) if self.kind(place) == _INT else None

    def _scalar(self, place: int) -> Scalar:
        kind = self.kind(place)
        if kind == _INT:
            signed = bool(self.words[place + 3] & _SIGNED)
            char = self.text(self.words[place]) in _CHARS
            return Scalar(self.words[place + 2], signed, char)
        if kind in (_ENUM, _ENUM64):
            signed = bool(self.words[place + 1] >> 31)
            names = () if kind == _ENUM64 else tuple(self._enumerators(place, signed))
            return Scalar(self.words[place + 2], signed, names=names)
        raise BtfError(f"a member of kind {kind}")

    def _enumerators(self, place: int, signed: bool) -> Iterator[tuple[int, str]]:
        for at in range(place + 3, place + 3 + 2 * (self.words[place + 1] & 0xFFFF), 2):
            value = self.words[at + 1]
            yield value - (1 << 32 if signed and value >> 31 else 0), self.text(self.words[at])
