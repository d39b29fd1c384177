"""An ELF image: its sections, what lies at an address, and where its pointers point.

Nothing is read but what is asked for: an image may have half a gigabyte. In a relocatable file
(object, module) sections have no addresses; each gets one of its own here, far from all others.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Final, Literal

from kapi.kernel.elf import ImageError, Section, read_head

__all__ = ["Image", "ImageError", "Section"]

_PIECE = 1 << 20
_LONGEST = 1 << 16
"""Bytes of the longest text; the longest known description has 3,000."""
_UNDEFINED, _FIRST_RESERVED = 0, 0xFF00
_RELATIVE: Final[Mapping[str, int]] = {
    "EM_386": 8, "EM_X86_64": 8, "EM_AARCH64": 1027, "EM_PPC64": 22, "EM_PPC": 22, "EM_ARM": 23,
    "EM_RISCV": 3, "EM_S390": 12, "EM_LOONGARCH": 3,
}  # fmt: skip
"""The relocation "base + addend" (``R_..._RELATIVE``), which names no symbol, by machine."""


class Image:
    """``file`` must be one that can be sought; it stays open for as long as the image is used.

    ``word`` is the size of a pointer in bytes, ``order`` the byte order as in `struct`,
    ``machine`` the ``EM_...`` or nothing. Raises `ImageError` for what is no ELF file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = file.seek(0, 2)
        head = read_head(file)
        self.word, self.order, self.machine = head.word, head.order, head.machine
        self.is_relocatable, self.sections = head.is_relocatable, head.sections
        mapped = [one for one in self.sections if one.alloc and one.kind != "SHT_NOBITS"]
        self._mapped = sorted(mapped, key=lambda one: one.address)
        self._starts = [one.address for one in self._mapped]
        self._targets: dict[int, int] = {}

    @property
    def byte_order(self) -> Literal["little", "big"]:
        """The byte order as `int.from_bytes` takes it."""
        return "little" if self.order == "<" else "big"

    # -- what lies where

    def section(self, name: str) -> Section | None:
        """Return the first section of that name, or None."""
        return next((one for one in self.sections if one.name == name), None)

    def section_at(self, address: int) -> Section | None:
        """Return the section whose bytes in the file have ``address``, or None."""
        place = bisect_right(self._starts, address) - 1
        if place < 0:
            return None
        found = self._mapped[place]
        return found if address < found.address + found.size else None

    def place(self, address: int) -> str:
        """Return an address as section and offset: ``.rodata+0x40``."""
        section = self.section_at(address)
        if section is None:
            return f"{address:#x}"
        return f"{section.name}+{address - section.address:#x}"

    def read(self, address: int, size: int) -> bytes:
        """Return ``size`` bytes at ``address``. Raises `ImageError` where some are not there."""
        section = self.section_at(address)
        if section is None or address + size > section.address + section.size:
            raise ImageError(f"{self.place(address)}: {size} bytes are not in the image")
        return self.read_file(section.offset + address - section.address, size)

    def read_file(self, offset: int, size: int) -> bytes:
        """Return ``size`` bytes of the file. Raises `ImageError` where it is too short."""
        if offset + size > self.size:
            raise ImageError(f"the file ends before its byte {offset + size}: it was cut")
        self.file.seek(offset)
        return self.file.read(size)

    def text(self, address: int) -> str:
        """Return the string at ``address``. Raises `ImageError` where it has no end."""
        section = self.section_at(address)
        if section is None:
            raise ImageError(f"{self.place(address)}: a string is not in the image")
        offset = section.offset + address - section.address
        left = min(section.address + section.size - address, _LONGEST, self.size - offset)
        content = b""
        step = 256
        while left > 0:
            piece = self.read_file(offset + len(content), min(step, left))
            content += piece
            end = content.find(b"\0")
            if end >= 0:
                return content[:end].decode("utf-8", "surrogateescape")
            left -= len(piece)
            step *= 4
        raise ImageError(f"{self.place(address)}: a string has no end")

    def find(self, section: Section, wanted: bytes, start: int = 0) -> int:
        """Return the offset of ``wanted`` in a section, -1 where it is not; in pieces."""
        overlap = len(wanted) - 1
        place = start
        while place + len(wanted) <= section.size:
            size = min(_PIECE + overlap, section.size - place)
            found = self.read_file(section.offset + place, size).find(wanted)
            if found >= 0:
                return place + found
            place += _PIECE
        return -1

    # -- pointers

    def pointer(self, address: int) -> int:
        """Return where the pointer at ``address`` points, 0 for nowhere.

        Relocations of that place must have been read by `apply_relocations`.
        """
        target = self._targets.get(address)
        if target is not None:
            return target
        return int.from_bytes(self.read(address, self.word), self.byte_order)

    def apply_relocations(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Read the relocations of the addresses from ``start`` to before ``end`` of each range.

        One that is no plain pointer is left out.
        """
        wanted = sorted(ranges)
        starts = [start for start, _ in wanted]
        for section in self.sections if wanted else ():
            base = self._base(section)
            if base is None or not self._may_concern(section, starts[0], wanted[-1][1]):
                continue
            for place, symbol, kind, addend in self._entries(section):
                address = base + place
                inside = bisect_right(starts, address) - 1
                if inside >= 0 and address < wanted[inside][1]:
                    self._apply(section, address, symbol, kind, addend)

    def _base(self, section: Section) -> int | None:
        """What the places of its relocations are counted from; None where they do not matter."""
        if section.kind not in ("SHT_RELA", "SHT_REL"):
            return None
        if not self.is_relocatable:  # others were applied by the linker (--emit-relocs)
            return 0 if section.alloc else None
        if section.info >= len(self.sections) or not self.sections[section.info].alloc:
            return None
        return self.sections[section.info].address

    def _may_concern(self, section: Section, start: int, end: int) -> bool:
        """Whether relocations may be of addresses from ``start`` to before ``end``."""
        if not self.is_relocatable:
            return True
        target = self.sections[section.info]
        return target.address < end and start < target.address + target.size

    def _entries(self, section: Section) -> Iterator[tuple[int, int, int, int | None]]:
        with_addend = section.kind == "SHT_RELA"
        letter = "Q" if self.word == 8 else "I"
        form = struct.Struct(self.order + 2 * letter + (letter.lower() if with_addend else ""))
        shift, mask = (32, 0xFFFFFFFF) if self.word == 8 else (8, 0xFF)
        most = _PIECE // form.size * form.size
        for start in range(0, section.size - section.size % form.size, most):
            size = min(most, section.size - start) // form.size * form.size
            for place, info, *rest in form.iter_unpack(
                self.read_file(section.offset + start, size)
            ):
                yield place, info >> shift, info & mask, rest[0] if rest else None

    def _apply(
        self, section: Section, address: int, symbol: int, kind: int, addend: int | None
    ) -> None:
        if addend is None:
            self._targets.pop(address, None)
            addend = self.pointer(address)
        if symbol:
            value = self._value(section.link, symbol)
            if value is not None:
                self._targets[address] = value + addend
        elif kind == _RELATIVE.get(self.machine):
            self._targets[address] = addend

    # -- symbols

    def _value(self, table: int, index: int) -> int | None:
        """Return the value of a symbol by its number; None where it is defined elsewhere."""
        form = self._symbol
        if table >= len(self.sections) or (index + 1) * form.size > self.sections[table].size:
            return None
        at = self.sections[table].offset + index * form.size
        return self._defined(form.unpack(self.read_file(at, form.size)))[1]

    @property
    def _symbol(self) -> struct.Struct:
        return struct.Struct(self.order + ("IBBHQQ" if self.word == 8 else "IIIBBH"))

    def _defined(self, raw: tuple[int, ...]) -> tuple[int, int | None]:
        """The offset of a symbol's name, and its address."""
        name, section, value = raw[0], raw[3], raw[4]
        if self.word == 4:
            section, value = raw[5], raw[1]
        if section == _UNDEFINED:
            return name, None
        if self.is_relocatable and section < min(_FIRST_RESERVED, len(self.sections)):
            value += self.sections[section].address
        return name, value

    def symbol(self, name: str) -> int | None:
        """Return the address of a symbol, or None where no table has it."""
        for table in self.sections:
            if table.kind not in ("SHT_SYMTAB", "SHT_DYNSYM") or table.link >= len(self.sections):
                continue
            at = self.find(self.sections[table.link], b"\0" + name.encode() + b"\0")
            if at >= 0:
                for offset, value in self._symbols(table):
                    if offset == at + 1 and value is not None:
                        return value
        return None

    def names(self, addresses: Iterable[int]) -> dict[int, str]:
        """Return the names of symbols with these addresses, as far as there are any."""
        wanted = set(addresses)
        found: dict[int, str] = {}
        for table in self.sections if wanted else ():
            if table.kind != "SHT_SYMTAB" or table.link >= len(self.sections):
                continue
            strings = self.sections[table.link]
            for offset, value in self._symbols(table):
                if value in wanted and offset and value not in found:
                    found[value] = self._name(strings, offset)
        return {address: name for address, name in found.items() if name}

    def _name(self, strings: Section, offset: int) -> str:
        size = min(256, strings.size - offset)
        content = self.read_file(strings.offset + offset, size) if size > 0 else b""
        return content.split(b"\0")[0].decode("utf-8", "replace")

    def _symbols(self, table: Section) -> Iterator[tuple[int, int | None]]:
        form = self._symbol
        most = _PIECE // form.size * form.size
        for start in range(0, table.size - table.size % form.size, most):
            size = min(most, table.size - start) // form.size * form.size
            for raw in form.iter_unpack(self.read_file(table.offset + start, size)):
                yield self._defined(raw)
