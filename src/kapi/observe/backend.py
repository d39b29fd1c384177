"""What every back end gives: calls, counts and losses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

import msgspec

from kapi.observe.seen import Seen

__all__ = ["Backend", "Losses"]


class Losses(msgspec.Struct):
    """What a back end could not show. A run with losses never says that all conforms.

    ``events`` is how many calls the back end knows to be lost, ``unread`` how many lines it does
    not understand, with the first of them. ``exits`` are calls whose end was never shown,
    ``foreign`` those of another architecture (32-bit programs), which are left out.
    """

    events: int = 0
    unread: int = 0
    first_unread: str = ""
    exits: int = 0
    foreign: int = 0

    def not_understood(self, line: str) -> None:
        """Count a line that says nothing to the back end."""
        self.unread += 1
        self.first_unread = self.first_unread or line[:200]

    def __bool__(self) -> bool:
        """Whether calls were lost, or may have been."""
        return bool(self.events or self.unread or self.exits)


class Backend(Protocol):
    """A program that is watched, or the record of one.

    Iterate over it once: it gives each call that it hands on, while the program runs. Afterwards
    `losses` and the counts are final. A back end that judges calls itself (in the kernel) hands
    on only those that may break a spec and the first of each kind; `conforming` and `cannot_tell`
    count the others, by the name of the call. `passed` counts calls without a spec that a record
    has. `status` is the exit code of the program, -N where signal N ended it, None where there is
    no program.
    """

    name: str
    losses: Losses
    conforming: Mapping[str, int] = MappingProxyType({})
    cannot_tell: Mapping[str, int] = MappingProxyType({})
    passed: int = 0
    status: int | None = None

    def __iter__(self) -> Iterator[Seen]:
        """Give the calls in the order in which they ended."""
