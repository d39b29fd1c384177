"""The header of an ELF file, and those of its sections.

Source: ``include/uapi/linux/elf.h`` and the System V ABI. Our own code because an import of
pyelftools takes 40 ms, a third of what listing an image may cost after the start of kapi.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

_MAGIC = b"\x7fELF"
_ALLOC = 0x2
_RELOCATABLE = 1
_EXTENDED_NAMES = 0xFFFF
_MOST_SECTIONS = 200_000  # a module built with -ffunction-sections has some thousands
_MOST_NAMES = 64 << 20  # bytes
_FORMS: Final = {
    1: ("HHIIIIIHHHHHH", "IIIIIIIIII"),
    2: ("HHIQQQIHHHHHH", "IIQQQQIIQQ"),
}
"""After the 16 bytes that identify the file, and a section, by class (32 or 64 bits)."""
_KINDS: Final = {
    2: "SHT_SYMTAB", 3: "SHT_STRTAB", 4: "SHT_RELA", 8: "SHT_NOBITS", 9: "SHT_REL",
    11: "SHT_DYNSYM",
}  # fmt: skip
_MACHINES: Final = {
    3: "EM_386", 4: "EM_68K", 20: "EM_PPC", 21: "EM_PPC64", 22: "EM_S390", 40: "EM_ARM",
    62: "EM_X86_64", 183: "EM_AARCH64", 243: "EM_RISCV", 258: "EM_LOONGARCH",
}  # fmt: skip
_APART = 1 << 40
"""Bytes between the sections of a relocatable file, which have no addresses."""


class ImageError(Exception):
    """An image that cannot be read, or lacks what was asked for; the message says what."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section: ``address`` in memory, ``offset`` and ``size`` in the file, in bytes.

    ``kind`` is its ``SHT_...``, empty for one that nobody here looks at; ``link`` and ``info`` are
    numbers of other sections.
    """

    index: int
    name: str
    kind: str
    address: int
    offset: int
    size: int
    alloc: bool
    link: int
    info: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """``word`` is the size of a pointer in bytes, ``order`` the byte order as in `struct`.

    ``machine`` is the ``EM_...``, empty for one without specifications so far.
    """

    word: int
    order: str
    machine: str
    is_relocatable: bool
    sections: tuple[Section, ...]


def read_head(file: BinaryIO) -> Head:
    """Return what the headers say. Raises `ImageError` for a file that is no whole ELF file."""
    ident = _read(file, 0, 16)
    forms = _FORMS.get(ident[4])
    if not ident.startswith(_MAGIC) or forms is None or ident[5] not in (1, 2):
        raise ImageError("not an ELF file that can be read: its first bytes are of another kind")
    order = "<" if ident[5] == 1 else ">"
    form = struct.Struct(order + forms[0])
    head = form.unpack(_read(file, 16, form.size))
    is_relocatable = head[0] == _RELOCATABLE
    each = struct.Struct(order + forms[1])
    start, size, count, names = head[5], *head[10:]
    if start and size != each.size:
        raise ImageError(f"not an ELF file that can be read: section headers of {size} bytes")
    if start and (not count or names == _EXTENDED_NAMES):  # more than 16 bits hold
        first = each.unpack(_read(file, start, each.size))
        count, names = count or first[5], first[6] if names == _EXTENDED_NAMES else names
    if count > _MOST_SECTIONS:
        raise ImageError(f"{count} sections are more than any image has")
    rows = list(each.iter_unpack(_read(file, start, count * each.size))) if start else []
    return Head(
        word=4 * ident[4],
        order=order,
        machine=_MACHINES.get(head[1], ""),
        is_relocatable=is_relocatable,
        sections=tuple(_sections(rows, _names(file, rows, names), is_relocatable)),
    )


def _read(file: BinaryIO, offset: int, size: int) -> bytes:
    try:
        file.seek(offset)
        content = file.read(size)
    except (OverflowError, OSError, ValueError):  # an offset beyond 63 bits
        content = b""
    if len(content) < size:
        raise ImageError(
            f"not an ELF file that can be read: it ends before its byte {offset + size}"
        )
    return content


def _names(file: BinaryIO, rows: list[tuple[int, ...]], number: int) -> bytes:
    if number >= len(rows):
        return b""
    offset, size = rows[number][4:6]
    if size > _MOST_NAMES:
        raise ImageError(f"{size} bytes of names of sections are more than any image has")
    return _read(file, offset, size)


def _sections(rows: list[tuple[int, ...]], names: bytes, is_relocatable: bool) -> Iterator[Section]:
    for index, (name, kind, flags, address, offset, size, link, info, *_) in enumerate(rows):
        end = names.find(b"\0", name)
        yield Section(
            index=index,
            name=names[name:end].decode("utf-8", "replace") if end >= 0 else "",
            kind=_KINDS.get(kind, ""),
            address=(index + 1) * _APART if is_relocatable else address,
            offset=offset,
            size=size,
            alloc=bool(flags & _ALLOC),
            link=link,
            info=info,
        )
