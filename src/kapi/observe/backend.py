"""What every back end gives: calls, counts and losses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import msgspec

from kapi.observe.seen import Seen

Tell = Callable[[int, int | None, str], None]
"""Is told what was done, all there is or None, and the name of what is done now."""

_SHOWN_EACH = 0.2  # seconds between two looks at a counter


class CallCounter:
    """Tells a person now and then how many calls there were, given or not."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell
        self._told = time.monotonic()

    def show(self, calls: Callable[[], int], program: str) -> None:
        """Tell of the ``calls`` until now; they are counted only when it is time to."""
        now = time.monotonic()
        if self._tell is not None and now - self._told > _SHOWN_EACH:
            self._told = now
            self._tell(calls(), None, program)


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

    def told(self) -> list[str]:
        """Return a line for each kind."""
        kinds = (
            (self.events, "event was lost", "events were lost"),
            (self.exits, "call whose end nobody saw", "calls whose end nobody saw"),
            (self.unread, "line was not understood", "lines were not understood, the first"),
            (self.foreign, "call of a 32-bit program was left out",
             "calls of 32-bit programs were left out"),
        )  # fmt: skip
        told = [f"{count} {one if count == 1 else more}" for count, one, more in kinds if count]
        shown = f": {self.first_unread}" if self.first_unread else ""
        return [line + shown if "understood" in line else line for line in told]

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
    no program. `disturbed` are programs that did not run as usual since they were watched, and why.
    """

    name: str
    losses: Losses
    conforming: Mapping[str, int] = MappingProxyType({})
    cannot_tell: Mapping[str, int] = MappingProxyType({})
    passed: int = 0
    status: int | None = None
    disturbed: Sequence[str] = ()

    def __iter__(self) -> Iterator[Seen]:
        """Give the calls in the order in which they ended."""
