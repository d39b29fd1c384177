"""The data files of this package: names with their value on each architecture.

Each ``data/NAME.json`` is made by ``tools/make_tables.py`` (``later.json`` and ``libc.json`` by
hand) and maps header → name → value. A value is an integer, a C constant such as ``"2147483648U"``
where the type is not ``int``, ``null`` where an architecture lacks the name, or an object with the
usual value under ``""`` and the others under their architectures.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import INT, CType

_DATA = os.path.join(os.path.dirname(__file__), "data")


class Constant(msgspec.Struct, frozen=True):
    """A named integer: its value, and the C type that it has in an expression."""

    number: int
    type: CType = INT


class Table:
    """One data file, read once."""

    def __init__(self, headers: dict[str, dict[str, Any]]) -> None:
        self.kernel: str = headers.pop("").get("kernel", "")
        self._headers = headers
        self._values: dict[str, Any] = {}
        for values in headers.values():
            self._values.update(values)

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def header(self, name: str) -> str | None:
        """Return the header that defines ``name``, relative to the UAPI include directory."""
        return next((header for header, names in self._headers.items() if name in names), None)

    def value(self, name: str, arch: Architecture) -> Constant | None:
        """Return what ``name`` is on ``arch``, or None where it is not defined there."""
        written = self._values.get(name)
        if isinstance(written, dict):
            written = next(
                (value for archs, value in written.items() if arch.name in archs.split()),
                written[""],
            )
        return None if written is None else _constant(written, arch)

    def on(self, arch: Architecture) -> dict[str, int]:
        """Return name → number of everything that ``arch`` defines."""
        found = ((name, self.value(name, arch)) for name in self._values)
        return {name: constant.number for name, constant in found if constant is not None}


@functools.cache
def table(name: str) -> Table:
    """Return the table of ``data/NAME.json``."""
    with open(os.path.join(_DATA, f"{name}.json"), "rb") as file:
        return Table(msgspec.json.decode(file.read(), type=dict[str, dict[str, Any]]))


def load_tables() -> None:
    """Read every table now, for a process that may soon read no file."""
    for name in os.listdir(_DATA):
        if name.endswith(".json"):
            table(name.removesuffix(".json"))


def _constant(written: int | str, arch: Architecture) -> Constant:
    if isinstance(written, int):
        return Constant(written)
    digits = written.rstrip("UL")
    suffix = written[len(digits) :]
    bits = {0: 32, 1: arch.word_bits, 2: 64}[suffix.count("L")]
    return Constant(int(digits), CType(bits, "U" not in suffix))


def by_number(numbers: Mapping[str, int], aliases: Collection[str] = ()) -> dict[int, str]:
    """Return the name of each number: the first that is none of ``aliases``, else the last."""
    names: dict[int, str] = {}
    for name, number in numbers.items():
        if number not in names or names[number] in aliases:
            names[number] = name
    return names
