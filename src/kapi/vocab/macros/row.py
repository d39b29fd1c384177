"""What a table of macros is made of: `Macro`, and short ways to write down its kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Macro(NamedTuple):
    """One macro.

    ``sets`` pairs each member with the position of its argument, or with the text that the
    macro itself gives. ``opens`` macros begin a new element of ``block`` (argument 0 is its
    index where the block is an array); ``complete`` ones end it as well. The arguments of a
    ``variadic`` macro, from the first one of ``sets`` on, are one list; those of an ``adds``
    macro join the list that is there. ``loose`` macros are bundles whose arguments are told
    apart by their form: strings are the members of ``strings`` in turn. ``place`` is the index
    that the macro itself gives. A macro ``within`` another block sets that one's member of the
    same name while it is open.
    """

    name: str
    block: str
    sets: tuple[tuple[str, int | str], ...] = ()
    opens: bool = False
    complete: bool = False
    variadic: bool = False
    adds: bool = False
    loose: bool = False
    place: str | None = None
    strings: tuple[str, ...] = ()
    within: str = ""

    @property
    def arity(self) -> int:
        """The number of arguments; 0 for a macro without parentheses."""
        return 1 + max((place for _, place in self.sets if isinstance(place, int)), default=-1)


def sets(block: str, *rows: str, variadic: bool = False, adds: bool = False) -> Iterator[Macro]:
    """Yield macros from rows ``NAME member member=text ...``."""
    for row in rows:
        name, *members = row.split()
        pairs = tuple(_pair(member, place) for place, member in enumerate(members))
        yield Macro(f"KAPI_{name}", block, pairs, variadic=variadic, adds=adds)


def _pair(member: str, place: int) -> tuple[str, int | str]:
    name, fixed, text = member.partition("=")
    return (name, text) if fixed else (name, place)


def opens_one(block: str, row: str, many: bool = True, complete: bool = False) -> Iterator[Macro]:
    """Yield the macro that begins an element; its index is argument 0 where it is an array."""
    name, *members = row.split()
    first = 1 if many else 0
    pairs = tuple(_pair(member, place) for place, member in enumerate(members, first))
    yield Macro(f"KAPI_{name}", block, pairs, opens=True, complete=complete)


def param_bundle(name: str, given: str, strings: str = "name description") -> Macro:
    """Return a bundle that stands for a whole parameter and gives the members ``given``."""
    pairs = tuple(_pair(member, 0) for member in given.split())
    return Macro(
        f"KAPI_{name}",
        "params",
        pairs,
        opens=True,
        complete=True,
        loose=True,
        strings=tuple(strings.split()),
    )


def ioctl_param(name: str, index: str, members: str) -> Macro:
    """Return a macro for a whole ioctl parameter; ``index`` is empty where argument 0 has it."""
    pairs = tuple(_pair(member, place) for place, member in enumerate(members.split(), 1))
    given = index or None
    return Macro(f"KAPI_IOCTL_{name}", "params", pairs, opens=True, complete=True, place=given)
