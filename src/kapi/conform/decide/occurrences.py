"""What comes with a call, an effect or a signal: a pair of calls shows each part of its time.

In the first call all of the condition holds, and it comes; in the second, which differs in one
input, one part no longer holds, and it does not come.
"""

from __future__ import annotations

import enum
from collections.abc import Callable

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.flips import flipped
from kapi.conform.decide.pairs import as_pair
from kapi.conform.results import Result, Status, result_of
from kapi.expr.check import problems
from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c
from kapi.judge.changes import SUCCESS, Change
from kapi.judge.parts import parts
from kapi.model.claims import Claim


class Sight(enum.Enum):
    """What a call shows: whether its time had come, and whether it came."""

    CAME = "due and there"
    MISSING = "due and not there"
    AWAY = "neither due nor there"
    STILL = "not due, and nothing changed"
    ELSEWHERE = "there and not due"


Look = Callable[[Made], Sight | None]
"""Says what a call shows; None for nothing."""


class Occurrences:
    """What the calls show of one change; each call is looked at once.

    ``pairs`` has for each part that was shown the two calls that show it; ``missing`` and
    ``elsewhere`` are the first calls that contradict it and that say it has other times, too;
    ``failed`` is whether any call did.
    """

    def __init__(self, change: Change, look: Look) -> None:
        self.change = change
        self.wanted = parts(change.node)
        self.came: list[Made] = []
        self.pairs: dict[Node, tuple[Made, Made]] = {}
        self.failed = False
        self.missing: Made | None = None
        self.elsewhere: Made | None = None
        self._look = look
        self._seen = 0
        self._gone: set[int] = set()
        self._near: dict[tuple[int, Sight], list[Made]] = {}
        self._compared: set[tuple[int, int]] = set()

    def update(self, calls: Calls) -> Occurrences:
        """Look at the calls that were made since."""
        new, self._seen = calls.made[self._seen :], len(calls.made)
        self.failed = self.failed or any(made.errno for made in new)
        for made in new:
            sight = self._look(made)
            if sight is Sight.MISSING:
                self.missing = self.missing or made
            elif sight is Sight.ELSEWHERE:
                self.elsewhere = self.elsewhere or made
            elif sight is not None:
                self._place(made, sight, calls)
        return self

    @property
    def is_vacuous(self) -> bool:
        """Whether what comes is there in the second call of each pair, too, and only unchanged."""
        return not any(other.number in self._gone for _, other in self.pairs.values())

    @property
    def open(self) -> list[Node]:
        """The parts that no pair shows; that a call succeeds is none where no call failed."""
        sure = SUCCESS if not self.failed else None
        return [part for part in self.wanted if part not in self.pairs and part != sure]

    def _place(self, made: Made, sight: Sight, calls: Calls) -> None:
        if sight is Sight.CAME:
            self.came.append(made)
        elif sight is Sight.AWAY:
            self._gone.add(made.number)
        sight = Sight.CAME if sight is Sight.CAME else Sight.AWAY
        if len(self.pairs) == len(self.wanted):
            return
        other = Sight.AWAY if sight is Sight.CAME else Sight.CAME
        for hole in calls.holes(made):
            self._near.setdefault((hole, sight), []).append(made)
            for one in self._near.get((hole, other), ()):
                self._pair(*((made, one) if sight is Sight.CAME else (one, made)), calls)

    def _pair(self, made: Made, other: Made, calls: Calls) -> None:
        alike = calls.alike(made), calls.alike(other)
        if alike in self._compared:
            return
        self._compared.add(alike)
        part = flipped(self.change.node, made.known, other.known)
        if part is not None:
            self.pairs.setdefault(part, (made, other))


def occurrences(
    change: Change, calls: Calls, look_of: Callable[[Change, Calls], Look]
) -> Occurrences:
    """Return what the calls show of ``change``, looked at as ``look_of`` says; it is kept."""
    kept = calls.kept.get(change.claim.id)
    if not isinstance(kept, Occurrences):
        kept = calls.kept[change.claim.id] = Occurrences(change, look_of(change, calls))
    return kept.update(calls)


def position_of(claim: Claim, calls: Calls) -> int:
    """Return the position of ``claim`` among the changes of the spec."""
    changes = calls.subject.changes.changes
    return next(n for n, one in enumerate(changes) if one.claim.id == claim.id)


def change_of(claim: Claim, calls: Calls) -> Change:
    """Return what ``claim`` says that a call does."""
    return calls.subject.changes.changes[position_of(claim, calls)]


def unanswerable(change: Change) -> str:
    """Return why nothing can answer the x-when of ``change``, or nothing."""
    if change.unread:
        return f"the x-when is no expression: {change.unread}"
    wrong = problems(change.when, after=False, outcome=True) if change.when is not None else ()
    return f"the x-when: {wrong[0]}" if wrong else ""


def decided(claim: Claim, found: Occurrences, never: str, besides: str = "") -> Result:
    """Return what ``found`` says of ``claim``; ``never`` is the reason where it never came.

    ``besides`` is a doubt that its own pairs do not show.
    """
    if not found.came:
        return result_of(claim, Status.NOT_OBSERVED, never)
    first = next(iter(found.pairs.values()))[0] if found.pairs else found.came[0]
    doubt = _doubt(found) or besides
    return result_of(
        claim,
        Status.PLAUSIBLE if doubt else Status.CONFIRMED,
        doubt,
        parts=len(found.pairs) + len(found.open),
        shown=len(found.pairs),
        situations=len(found.came),
        pairs=tuple(as_pair(part, *pair, found.wanted) for part, pair in found.pairs.items()),
        call=first.shown,
        case=first.case,
    )


def _doubt(found: Occurrences) -> str:
    """Why what came is not confirmed all the same."""
    if found.open:
        return f"no pair of calls for {', '.join(map(render_c, found.open))}"
    if found.is_vacuous:
        return "no pair shows that it can be otherwise"
    if found.elsewhere is not None:
        return f"it also comes where this does not hold: {found.elsewhere.shown}"
    if found.change.words:
        return "no expression (x-when) says what the words of its condition mean"
    return ""
