"""The layout of a structure from an image's own DWARF.

The structure is looked for by its name: where the name stands among the strings, and where a type
names that string. Only the compilation unit around it is parsed; the rest, half a gigabyte in a
kernel, is searched in pieces.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kapi.kernel.image import Image, ImageError, Section
from kapi.kernel.layout import Array, Layout, Member, Pointer, Scalar, Structure

if TYPE_CHECKING:
    from elftools.dwarf.compileunit import CompileUnit
    from elftools.dwarf.die import DIE
    from elftools.dwarf.dwarfinfo import DWARFInfo

_SECTIONS = ("info", "abbrev", "str", "line_str", "str_offsets", "addr", "types", "rnglists")
_MOST_CANDIDATES = 1000
_MOST_UNITS = 500_000  # a kernel has some 5,000
_SHORTEST_UNIT = 7  # bytes after the length
_LARGEST_OBJECT = 64 << 20  # bytes; of an object, strings have to be relocated first
_DEEPEST = 40
_CHARS = ("char", "signed char", "unsigned char")


def from_dwarf(image: Image, name: str) -> Structure | None:
    """Return the layout of ``struct name``, or None where the image does not describe it.

    Raises `ImageError` where the library that reads DWARF is missing.
    """
    try:
        die = _in_object(image, name) if image.is_relocatable else _in_image(image, name)
        return _structure(die, 0) if die is not None else None
    except ImportError as error:
        raise ImageError("it has DWARF: install kapi[kernel] to read it") from error
    except Exception:  # pyelftools raises whatever damaged DWARF leads it to
        return None


def _in_object(image: Image, name: str) -> DIE | None:
    info = image.section(".debug_info")
    if info is None or info.size > _LARGEST_OBJECT:
        return None
    from elftools.elf.elffile import ELFFile  # an extra

    dwarf = ELFFile(image.file).get_dwarf_info()
    for unit in dwarf.iter_CUs():
        for die in unit.iter_DIEs():
            if _is_named(die, name):
                return die
    return None


def _in_image(image: Image, name: str) -> DIE | None:
    sections = {one: image.section(f".debug_{one}") for one in _SECTIONS}
    info, strings = sections["info"], sections["str"]
    if info is None or info.kind == "SHT_NOBITS":
        return None
    dwarf = _dwarf(image, sections)
    wanted = name.encode() + b"\0"
    place = image.find(strings, b"\0" + wanted) if strings is not None else -1
    needle = wanted
    if place >= 0:
        needle = (place + 1).to_bytes(4, image.byte_order)
    units = list(_units(image, info))
    at = image.find(info, needle)
    for _ in range(_MOST_CANDIDATES):
        if at < 0:
            return None
        unit = next((dwarf.get_CU_at(start) for start, end in units if start <= at < end), None)
        die = _named_at(unit, at, name) if unit is not None else None
        if die is not None:
            return die
        at = image.find(info, needle, at + 1)
    return None


def _units(image: Image, info: Section) -> Iterator[tuple[int, int]]:
    order = image.byte_order
    place = 0
    for _ in range(_MOST_UNITS):
        if place + 12 > info.size:
            return
        head = image.read_file(info.offset + place, 12)
        length = int.from_bytes(head[:4], order)
        skipped = 4
        if length == 0xFFFFFFFF:
            length, skipped = int.from_bytes(head[4:], order), 12
        if length < _SHORTEST_UNIT:
            return  # no unit ends before its head does
        yield place, place + skipped + length
        place += skipped + length


def _named_at(unit: CompileUnit, at: int, name: str) -> DIE | None:
    """The structure whose name is stated at ``at``: it is mostly the first thing stated of it."""
    for before in (1, 2):
        try:
            die = unit.get_DIE_from_refaddr(at - before)
        except Exception:  # no entry begins there
            continue
        if _is_named(die, name):
            return die
    return None


def _is_named(die: DIE, name: str) -> bool:
    if die.tag != "DW_TAG_structure_type" or "DW_AT_declaration" in die.attributes:
        return False
    return _name(die) == name


def _dwarf(image: Image, sections: dict[str, Section | None]) -> DWARFInfo:
    # 10 ms, which an image without DWARF need not pay
    from elftools.dwarf.dwarfinfo import DebugSectionDescriptor, DwarfConfig, DWARFInfo

    descriptors = {
        f"debug_{name}_sec": DebugSectionDescriptor(
            stream=io.BufferedReader(_Window(image, one)), name=one.name, global_offset=one.offset,
            size=one.size, address=one.address,
        )
        for name, one in sections.items()
        if one is not None
    }  # fmt: skip
    arguments: dict[str, Any] = dict.fromkeys(inspect.signature(DWARFInfo.__init__).parameters)
    del arguments["self"]
    arguments.update(descriptors)
    arguments["config"] = DwarfConfig(
        little_endian=image.order == "<", machine_arch="", default_address_size=image.word
    )
    return DWARFInfo(**arguments)


class _Window(io.RawIOBase):
    """A section of the file as a file of its own."""

    def __init__(self, image: Image, section: Section) -> None:
        self._image, self._section, self._place = image, section, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = offset + (0, self._place, self._section.size)[whence]
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        size = max(min(len(buffer), self._section.size - self._place), 0)
        buffer[:size] = self._image.read_file(self._section.offset + self._place, size)
        self._place += size
        return size


def _name(die: DIE) -> str:
    value = die.attributes.get("DW_AT_name")
    return value.value.decode(errors="replace") if value is not None else ""


def _structure(die: DIE, depth: int) -> Structure:
    members = []
    for child in die.iter_children():
        place = child.attributes.get("DW_AT_data_member_location")
        if child.tag != "DW_TAG_member" or (place is not None and not isinstance(place.value, int)):
            continue
        layout = _layout(child, depth + 1)
        members.append(Member(_name(child), place.value if place is not None else 0, layout))
    return Structure(_name(die), die.attributes["DW_AT_byte_size"].value, tuple(members))


def _layout(die: DIE, depth: int) -> Layout:
    """What the type of ``die`` is; qualifiers and other names of a type are looked through."""
    if depth > _DEEPEST:
        raise ValueError("types that never end")
    kind = die.get_DIE_from_attribute("DW_AT_type")
    while kind.tag in ("DW_TAG_typedef", "DW_TAG_const_type", "DW_TAG_volatile_type"):
        kind = kind.get_DIE_from_attribute("DW_AT_type")
    size = kind.attributes.get("DW_AT_byte_size")
    match kind.tag:
        case "DW_TAG_pointer_type":
            return Pointer(size.value if size is not None else 8, _target(kind))
        case "DW_TAG_structure_type":
            return _structure(kind, depth)
        case "DW_TAG_array_type":
            return _array(kind, depth)
    return _scalar(kind)


def _scalar(kind: DIE) -> Scalar:
    encoding = kind.attributes.get("DW_AT_encoding")
    signed = encoding is not None and encoding.value in (5, 6)  # DW_ATE_signed, signed_char
    names: tuple[tuple[int, str], ...] = ()
    if kind.tag == "DW_TAG_enumeration_type":
        listed = list(kind.iter_children())
        names = tuple((one.attributes["DW_AT_const_value"].value, _name(one)) for one in listed)
        signed = any(value < 0 for value, _ in names)
    char = kind.tag == "DW_TAG_base_type" and _name(kind) in _CHARS
    return Scalar(kind.attributes["DW_AT_byte_size"].value, signed, char, names)


def _target(kind: DIE) -> Scalar | None:
    if "DW_AT_type" not in kind.attributes:
        return None
    inner = kind.get_DIE_from_attribute("DW_AT_type")
    while inner.tag in ("DW_TAG_typedef", "DW_TAG_const_type", "DW_TAG_volatile_type"):
        inner = inner.get_DIE_from_attribute("DW_AT_type")
    return _scalar(inner) if inner.tag == "DW_TAG_base_type" else None


def _array(kind: DIE, depth: int) -> Array:
    counts = []
    for one in kind.iter_children():
        if one.tag == "DW_TAG_subrange_type":
            count = one.attributes.get("DW_AT_count")
            bound = one.attributes.get("DW_AT_upper_bound")
            counts.append(count.value if count is not None else bound.value + 1 if bound else 0)
    layout: Layout = _layout(kind, depth + 1)
    for count in reversed(counts):
        layout = Array(layout, count)
    assert isinstance(layout, Array)
    return layout
