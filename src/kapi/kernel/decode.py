"""What lies in an image, by a layout: structures as mappings, strings as text."""

from __future__ import annotations

import functools
import struct
from collections.abc import Mapping
from typing import Final, TypeAlias

from kapi.kernel.image import Image, ImageError
from kapi.kernel.layout import Array, Layout, Member, Pointer, Scalar, Structure, size_of

Value: TypeAlias = "int | str | list[Value] | Tree | None"
"""A number, a text, nothing (a null pointer), elements, or a structure."""
Tree: TypeAlias = "dict[str, Value]"


class Named(int):
    """A number that an enumeration of the image itself gives the ``name``."""

    name: str

    def __new__(cls, number: int, name: str) -> Named:
        """Return the number with its name."""
        made = super().__new__(cls, number)
        made.name = name
        return made


COUNTS: Final[Mapping[str, str]] = {
    "params": "param_count",
    "errors": "error_count",
    "locks": "lock_count",
    "constraints": "constraint_count",
    "signals": "signal_count",
    "signal_masks": "signal_mask_count",
    "struct_specs": "struct_spec_count",
    "side_effects": "side_effect_count",
    "state_transitions": "state_trans_count",
    "capabilities": "capability_count",
    "fields": "field_count",
    "enum_values": "enum_count",
    "error_values": "error_count",
    "alternative": "alternative_count",
}
"""The member that says how many elements another one has."""
_CODES: Final = {(1, False): "B", (1, True): "b", (2, False): "H", (2, True): "h",
                 (4, False): "I", (4, True): "i", (8, False): "Q", (8, True): "q"}  # fmt: skip
_MOST_VALUES = 4096


def decode(image: Image, address: int, layout: Structure) -> Tree:
    """Return the members of the structure at ``address``; of arrays, the elements that count.

    A null pointer is None. A pointer to a function stays a number: its address.
    Raises `ImageError` for what is not in the image, or cannot be.
    """
    content = image.read(address, layout.size)
    return _structure(image, address, content, layout)


def _structure(image: Image, address: int, content: bytes, layout: Structure) -> Tree:
    form, simple, others = _form(layout, image.order)
    tree: Tree = {}
    for member, number in zip(simple, form.unpack_from(content), strict=True):
        if isinstance(member.layout, Pointer):
            target = image.pointer(address + member.offset)
            tree[member.name] = _pointed(image, target, member.layout)
        else:
            tree[member.name] = _named(number, member.layout)
    for member in others:
        tree[member.name] = _other(image, address, content, member, tree)
    for member in simple:
        if isinstance(member.layout, Pointer):
            tree[member.name] = _listed(image, member, tree)
    return tree


def _named(number: int, layout: Layout) -> int:
    names = layout.names if isinstance(layout, Scalar) else ()
    if not names:
        return number
    return next((Named(number, name) for value, name in names if value == number), number)


@functools.lru_cache(256)
def _form(layout: Structure, order: str) -> tuple[struct.Struct, list[Member], list[Member]]:
    """One unpacking for all numbers and pointers, and the members that are neither."""
    text, place = order, 0
    simple: list[Member] = []
    others: list[Member] = []
    for member in sorted(layout.members, key=lambda one: one.offset):
        code = _code(member.layout)
        if code is None or member.offset < place:
            others.append(member)
            continue
        text += f"{member.offset - place}x{code}"
        place = member.offset + size_of(member.layout)
        simple.append(member)
    return struct.Struct(text), simple, others


def _code(layout: Layout) -> str | None:
    if isinstance(layout, Pointer):
        return _CODES.get((layout.size, False))
    return _CODES.get((layout.size, layout.signed)) if isinstance(layout, Scalar) else None


def _pointed(image: Image, target: int, layout: Pointer) -> Value:
    if target == 0:
        return None
    if layout.target is not None and layout.target.char:
        return image.text(target)
    return target


def _other(image: Image, address: int, content: bytes, member: Member, tree: Tree) -> Value:
    start = address + member.offset
    part = content[member.offset : member.offset + size_of(member.layout)]
    layout = member.layout
    if isinstance(layout, Structure):
        return _structure(image, start, part, layout)
    if not isinstance(layout, Array):
        return None
    element = layout.element
    if isinstance(element, Scalar) and element.char:
        return part.split(b"\0")[0].decode("utf-8", "surrogateescape")
    count = _count(image, start, member.name, tree, layout.count)
    size = size_of(element)
    pieces = [part[size * n : size * (n + 1)] for n in range(count)]
    return [_element(image, start + size * n, piece, element) for n, piece in enumerate(pieces)]


def _count(image: Image, address: int, name: str, tree: Tree, most: int) -> int:
    stated = tree.get(COUNTS.get(name, ""), tree.get(f"{name.removesuffix('s')}_count"))
    if not isinstance(stated, int):
        return most
    if stated > most:
        raise ImageError(
            f"{image.place(address)}: {stated} {name} are stated, and there is room for {most}"
        )
    return stated


def _element(image: Image, address: int, content: bytes, layout: Layout) -> Value:
    if isinstance(layout, Structure):
        return _structure(image, address, content, layout)
    if isinstance(layout, Pointer):
        return _pointed(image, image.pointer(address), layout)
    if isinstance(layout, Array):
        if isinstance(layout.element, Scalar) and layout.element.char:
            return content.split(b"\0")[0].decode("utf-8", "surrogateescape")
        raise ImageError(f"{image.place(address)}: an array of arrays, which no posting has")
    code = _code(layout)
    assert code is not None
    return int(struct.unpack(image.order + code, content)[0])


def _listed(image: Image, member: Member, tree: Tree) -> Value:
    """The numbers that a pointer with a count points to; else the value as it is."""
    value = tree[member.name]
    layout = member.layout
    if not isinstance(layout, Pointer) or layout.target is None or layout.target.char:
        return value
    if not isinstance(value, int):
        return None
    count = tree.get(COUNTS.get(member.name, ""))
    if not isinstance(count, int) or not 0 <= count <= _MOST_VALUES:
        raise ImageError(f"{image.place(value)}: nobody says how many {member.name} there are")
    code, size = _CODES[layout.target.size, layout.target.signed], layout.target.size
    return list(struct.unpack(f"{image.order}{count}{code}", image.read(value, size * count)))
