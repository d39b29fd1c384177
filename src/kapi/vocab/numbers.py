"""The numbers that the framework's enumerations and bits have in C.

Source: ``include/linux/kernel_api_spec.h``, PATCH v3 to v5. Older postings have other numbers for
some words; their images are read by the names that their own type information gives.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Sequence
from typing import Final

from kapi.vocab import words

_RFC2: Final = (
    words.ParamFlag.SYSFS_READONLY,
    words.ParamFlag.SYSFS_WRITEONLY,
    words.ParamFlag.SYSFS_RW,
    words.ParamFlag.SYSFS_BINARY,
)
_SYSFS_TYPES = ("STRING", "BOOL", "HEX", "BINARY", "BITMAP")
_BITS: Final[dict[type[enum.Enum], dict[str, int]]] = {
    words.ParamFlag: {
        "IN": 0x1, "OUT": 0x2, "INOUT": 0x3, "OPTIONAL": 0x8, "CONST": 0x10, "VOLATILE": 0x20,
        "USER": 0x40, "DMA": 0x80, "ALIGNED": 0x100, "SYSFS_READONLY": 0x200,
        "SYSFS_WRITEONLY": 0x400, "SYSFS_RW": 0x800, "SYSFS_BINARY": 0x1000,
    },
}  # fmt: skip


_OLD_INOUT = 0x4
"""The bit of its own that RFC v1 to v3 had; since then it means nothing."""


def number_of_word(word: enum.Enum) -> int | None:
    """Return the number of a word in C, or the bit of a flag.

    None for kapi's own words, and for those that no posting since PATCH v3 has.
    """
    kind = type(word)
    bits = _bits(kind)
    if bits is not None:
        return None if word in _RFC2 else bits.get(word.name)
    names = _names(kind)
    return names.index(word.name) if word.name in names else None


def numbered_word(kind: type[enum.Enum], number: int) -> enum.Enum | None:
    """Return the word of ``kind`` with that number, or None where it has none."""
    names = _names(kind)
    return kind[names[number]] if 0 <= number < len(names) else None


@functools.cache
def words_of_bits(kind: type[enum.Enum], number: int) -> tuple[enum.Enum | int, ...]:
    """Return the words of the bits of ``number``, and what no word has as one number."""
    found: list[enum.Enum | int] = []
    rest = number
    bits = _bits(kind) or {}
    if kind is words.ParamFlag and rest & _OLD_INOUT:
        rest = rest & ~_OLD_INOUT | bits["INOUT"]
    for name, bit in sorted(bits.items(), key=lambda row: (-row[1].bit_count(), row[1])):
        if bit and rest & bit == bit:
            found.append(kind[name])
            rest &= ~bit
    order = list(kind)
    found.sort(key=lambda word: order.index(word))  # type: ignore[arg-type]
    return (*found, rest) if rest else tuple(found)


@functools.cache
def _bits(kind: type[enum.Enum]) -> dict[str, int] | None:
    if kind in _BITS:
        return _BITS[kind]
    if kind in (words.Context, words.SignalDirection, words.TaskState):
        return {word.name: 1 << place for place, word in enumerate(kind)}
    if kind is words.Effect:
        return {word.name: 1 << place for place, word in enumerate(_effects())}
    return None


def _effects() -> Sequence[words.Effect]:
    return [word for word in words.Effect if word.name != "NONE"]


@functools.cache
def _names(kind: type[enum.Enum]) -> list[str]:
    names = list(kind.__members__)
    if kind is words.ParamType:
        return [name for name in names if name not in _SYSFS_TYPES]
    return names
