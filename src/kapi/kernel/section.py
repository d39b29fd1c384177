"""Where an image has its specifications, and in which form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from kapi.kernel.btf_layout import from_btf
from kapi.kernel.dwarf import from_dwarf
from kapi.kernel.image import Image, ImageError
from kapi.kernel.layout import SPEC, Pointer, Structure, is_sound, of_tables

_SECTION = ".kapi_specs"
_BOUNDS = ("__start_kapi_specs", "__stop_kapi_specs")
_ALIGNMENTS = (1, 4, 8, 16, 32, 64)  # bytes
_LONG_BY_FOUR: Final = ("EM_386", "EM_68K")
"""Where 64-bit integers are aligned to 4 bytes (System V ABI of i386)."""
_MAGICS: Final = {
    "param_magic": 0x4B415031, "return_magic": 0x4B415232, "error_magic": 0x4B414533,
    "lock_magic": 0x4B414C34, "constraint_magic": 0x4B414335, "info_magic": 0x4B414936,
    "signal_magic": 0x4B415337, "sigmask_magic": 0x4B414D38, "struct_magic": 0x4B415439,
    "effect_magic": 0x4B414641, "trans_magic": 0x4B415442, "cap_magic": 0x4B414343,
}  # fmt: skip
"""The numbers before each group; 0 where the macro of the group was not used."""
_NO_GROUP = bytes(4)
_HAS = frozenset({"name", "description"})


class Specs(msgspec.Struct, frozen=True):
    """``addresses`` of the specifications, and the layout of each; ``source`` of the layout.

    ``is_inline`` says that they stand in the section themselves, as until PATCH v2.
    """

    addresses: tuple[int, ...]
    layout: Structure
    source: str
    is_inline: bool = False


def locate(image: Image) -> Specs:
    """Return where the specifications are. Raises `ImageError` that says what is missing."""
    start, end = _bounds(image)
    layout, source = _described(image)
    if layout is not None and not isinstance(layout.members[0].layout, Pointer):
        return Specs(tuple(_inline(image, start, end, layout)), layout, source, is_inline=True)
    if layout is None:
        layout = of_tables(image.word, 4 if image.machine in _LONG_BY_FOUR else 8)
        source = "the layout as posted since PATCH v3"
    addresses = tuple(_pointed(image, start, end))
    if not addresses and end > start:
        raise ImageError(f"{image.place(start)}: its pointers point nowhere")
    groups = [
        (member.offset, _MAGICS[member.name].to_bytes(4, image.byte_order))
        for member in layout.members
        if member.name in _MAGICS
    ]
    for address in addresses:
        _check(image, image.read(address, layout.size), address, groups, source)
    return Specs(addresses, layout, source)


def _described(image: Image) -> tuple[Structure | None, str]:
    """The layout that the image itself describes, and where."""
    layout, source = from_btf(image, SPEC), "BTF"
    if layout is None:
        layout, source = from_dwarf(image, SPEC), "DWARF"
    names = {one.name for one in layout.members} if layout is not None else _HAS
    if layout is not None and not (names >= _HAS and is_sound(layout)):
        raise ImageError(f"its {source} describes no struct {SPEC} that can be: it is damaged")
    return layout, source


def _bounds(image: Image) -> tuple[int, int]:
    section = image.section(_SECTION)
    if section is not None and section.kind != "SHT_NOBITS":
        return section.address, section.address + section.size
    start, end = (image.symbol(name) for name in _BOUNDS)
    if start is None or end is None:
        raise ImageError(
            f"no specification: the image has neither a section {_SECTION} nor the symbols"
            f" {' and '.join(_BOUNDS)}"
        )
    if end < start:
        raise ImageError(f"{_BOUNDS[1]} lies before {_BOUNDS[0]}")
    return start, end


def _pointed(image: Image, start: int, end: int) -> Iterator[int]:
    if (end - start) % image.word:
        raise ImageError(
            f"{image.place(start)}: {end - start} bytes are no array of pointers; structures"
            " that stand there themselves can be read where the image describes them (DWARF, BTF)"
        )
    image.apply_relocations([(start, end)])
    for place in range(start, end, image.word):
        target = image.pointer(place)
        if target:
            if image.section_at(target) is None:
                raise ImageError(
                    f"{image.place(place)}: {target:#x} is no address of the image: these are no"
                    " pointers, or the layout is another"
                )
            yield target


def _inline(image: Image, start: int, end: int, layout: Structure) -> Iterator[int]:
    """One after the other; compilers put large objects at multiples of some power of two."""
    for alignment in _ALIGNMENTS if layout.size > 0 else ():
        step = layout.size + -layout.size % alignment
        if (end - start) % step in (0, layout.size):
            yield from range(start, end, step)
            return
    raise ImageError(
        f"{image.place(start)}: {end - start} bytes are no array of structures of"
        f" {layout.size} bytes"
    )


def _check(
    image: Image, content: bytes, address: int, groups: list[tuple[int, bytes]], source: str
) -> None:
    """A layout fits where each group begins with its number, or 0."""
    for offset, wanted in groups:
        found = content[offset : offset + 4]
        if found not in (wanted, _NO_GROUP):
            stands, number = (int.from_bytes(one, image.byte_order) for one in (found, wanted))
            raise ImageError(
                f"{image.place(address + offset)}: {stands:#x} stands where {source} has"
                f" the number {number:#x} of a group: the layout is another"
            )
