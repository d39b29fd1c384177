"""Pairs: two calls that differ in one input, and in one part of a condition."""

from __future__ import annotations

from collections.abc import Iterable

from kapi.conform.calls import Calls, Made
from kapi.conform.results import Pair
from kapi.conform.witness import Witness, case_hash, truths
from kapi.expr.nodes import Node, names
from kapi.expr.render_c import render_c
from kapi.judge.conditions import UNREAD, Condition
from kapi.judge.parts import alternatives, parts, truth
from kapi.judge.verdict import Verdict

__all__ = ["against", "as_pair", "came", "difference", "is_predicted", "pairs_of", "shown_in"]


def came(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether the call ended with the errno of ``condition``."""
    number = made.errno
    return number is not None and calls.subject.judge.is_errno(condition.errno, number)


class _Found:
    """What the calls show of one condition; each call is looked at once."""

    def __init__(self, condition: Condition, no_doubt: frozenset[int], position: int) -> None:
        self.condition = condition
        self.no_doubt = no_doubt
        self.wanted = parts(condition.node)
        self.shown: list[Made] = []
        self.pairs: dict[Node, tuple[Made, Made]] = {}
        self.against: tuple[Made, Made] | None = None
        self._position = position
        self._shown: set[int] = set()
        self._near: dict[int, list[Made]] = {}
        self._seen = 0

    def update(self, calls: Calls) -> _Found:
        """Look at the calls that were made since."""
        new, self._seen = calls.made[self._seen :], len(calls.made)
        for made in new:
            if self._shows(made, calls):
                self.shown.append(made)
                self._shown.add(made.number)
                for hole in calls.holes(made):
                    self._near.setdefault(hole, []).append(made)
        for made in new if self.shown else ():
            if made.number in self._shown:
                for _, other in calls.neighbours(made):
                    self._pair(made, other, calls)
            elif made.truths[self._position] == 0:
                for hole in calls.holes(made):
                    for other in self._near.get(hole, ()):
                        self._pair(other, made, calls)
        return self

    def _pair(self, made: Made, other: Made, calls: Calls) -> None:
        if other.truths[self._position] != 0 or not self._is_wanted(other, calls):
            return  # the most common by far
        flipped = _flipped(self.condition, made, other)
        if flipped is None:
            return
        if flipped not in self.pairs and self._is_counterpart(made, other, calls):
            self.pairs[flipped] = (made, other)
        elif self.against is None and _is_unmoved(self.condition, made, other, calls):
            self.against = (made, other)

    def _is_wanted(self, other: Made, calls: Calls) -> bool:
        """Whether a second call that ended so could show what no pair has shown."""
        if came(self.condition, other, calls):
            return self.against is None
        return len(self.pairs) < len(self.wanted)

    def _shows(self, made: Made, calls: Calls) -> bool:
        if not came(self.condition, made, calls):
            return False
        judge = calls.subject.judge
        held, unknown = judge.explaining(made.truths, made.errno or 0, self.no_doubt)
        others = [one for one in held if not one.says_the_same(self.condition)]
        return not unknown and not others and self.condition in held

    def _is_counterpart(self, made: Made, other: Made, calls: Calls) -> bool:
        """Whether the errno went away because the condition no longer holds.

        No other condition with that errno may have changed, and what came instead is success or
        another errno that was predicted.
        """
        if came(self.condition, other, calls):
            return False
        judge = calls.subject.judge
        for position, one in enumerate(judge.conditions):
            here, there = made.truths[position], other.truths[position]
            if one.says_the_same(self.condition):
                if there != 0:
                    return False
            elif one.errno is None and one.node == UNREAD:
                continue  # what it means stands in the errors
            elif position in self.no_doubt:
                continue
            elif judge.is_errno(one.errno, made.errno or 0) and not _is_still(
                one, self.condition, here, there
            ):
                return False
        return is_predicted(other)


def _found(condition: Condition, calls: Calls) -> _Found:
    kept = calls.kept.get(condition.claim.id)
    no_doubt = calls.never_told(calls.subject.judge.number(condition.errno))
    if not isinstance(kept, _Found) or kept.condition is not condition or kept.no_doubt != no_doubt:
        position = calls.subject.judge.conditions.index(condition)
        kept = calls.kept[condition.claim.id] = _Found(condition, no_doubt, position)
    return kept.update(calls)


def shown_in(condition: Condition, calls: Calls) -> list[Made]:
    """Return the calls that ``condition`` alone explains: it held, and its errno came.

    A call of which an unknown condition may be the reason shows nothing.
    """
    return _found(condition, calls).shown


def pairs_of(condition: Condition, calls: Calls) -> dict[Node, tuple[Made, Made]]:
    """Return for each part of ``condition`` that was shown the pair of calls that shows it."""
    return _found(condition, calls).pairs


def against(condition: Condition, calls: Calls) -> tuple[Made, Made] | None:
    """Return a pair whose second call keeps the errno though ``condition`` no longer holds."""
    return _found(condition, calls).against


def _is_unmoved(condition: Condition, made: Made, other: Made, calls: Calls) -> bool:
    """Whether the errno stayed when the condition went, and nothing else explains it."""
    if not came(condition, other, calls):
        return False
    judge = calls.subject.judge
    position = judge.conditions.index(condition)
    held, unknown = judge.explaining(other.truths, other.errno or 0)
    return other.truths[position] == 0 and not held and not unknown


def _flipped(condition: Condition, made: Made, other: Made) -> Node | None:
    """The one part whose truth differs; None where several do, or one cannot be told.

    Of parts that stand in alternatives (``||``) which hold in neither call, any may differ: they
    change nothing (masking MC/DC, as in CAST-6). A part that cannot be told because the part
    that differs took away what it is about (the kind of a descriptor that is closed) is no doubt.
    """
    found = None
    untold = []
    for alternative in alternatives(condition.node):
        if truth(alternative, made.known) is False and truth(alternative, other.known) is False:
            continue
        for part in parts(alternative):
            here, there = made.known[part], other.known[part]
            if here is None or there is None:
                untold.append(part)
            elif here is not there and part != found:
                if found is not None:
                    return None
                found = part
    if found is None or not all(_is_about_the_same(one, found) for one in untold):
        return None
    return found


def _is_about_the_same(untold: Node, found: Node) -> bool:
    about = _roots(untold)
    return bool(about) and about <= _roots(found)


def _roots(node: Node) -> set[str]:
    return {name.partition("->")[0] for name in names(node) if not name.isupper()}


def _is_still(one: Condition, condition: Condition, here: int | None, there: int | None) -> bool:
    """Whether another condition did not change between two calls.

    What cannot be told may have, unless its check is promised to come later.
    """
    if here is None or there is None:
        placed = one.place is not None and condition.place is not None
        return placed and (one.place or 0) > (condition.place or 0)
    return here == there


def is_predicted(made: Made) -> bool:
    """Whether the call succeeded, or failed as a condition that held said."""
    judgement = made.judgement
    if made.outcome.accepted:
        return judgement.verdict is not Verdict.VIOLATION
    return (
        made.errno is not None
        and judgement.verdict is Verdict.CONFORMING
        and bool(judgement.claims)
    )


def as_pair(
    part: Node | None, made: Made, other: Made, wanted: Iterable[Node] | None = None
) -> Pair:
    """Return both calls as reports show them; ``wanted`` are the parts that a record keeps."""
    kept = tuple(wanted) if wanted is not None else ((part,) if part is not None else ())
    return Pair(
        part=render_c(part) if part is not None else "",
        call=made.shown,
        counterpart=other.shown,
        difference=difference(made, other),
        witnesses=tuple(_witness(one, kept) for one in (made, other)),
    )


def _witness(made: Made, wanted: Iterable[Node]) -> Witness:
    return Witness(
        case=case_hash(made.case),
        truth=truths(wanted, made.known),
        outcome=made.shown.rpartition(" = ")[2],
        shown=made.shown,
    )


def difference(made: Made, other: Made) -> str:
    """Return what ``other`` has in place of what ``made`` has, as reports show it."""
    if made.case.caller != other.case.caller:
        return f"caller{other.case.caller.shown or ': the user'}"
    inputs = zip(made.case.inputs, other.case.inputs, strict=False)
    return ", ".join(_what_differs(here, there) for here, there in inputs if here != there)


def _what_differs(here: str, there: str) -> str:
    """What the second text has; of texts of equally many lines (members) those that differ."""
    lines, others = here.split("\n"), there.split("\n")
    if len(lines) == len(others):
        others = [other for line, other in zip(lines, others, strict=True) if line != other]
    return ", ".join(filter(None, others)) or f"without {here.replace(chr(10), ', ')}"
