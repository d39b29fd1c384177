"""Pairs: two calls that differ in one input, and in one part of a condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.conform.calls import Calls, Made
from kapi.conform.results import Pair
from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c
from kapi.judge.conditions import Condition
from kapi.judge.parts import parts
from kapi.judge.verdict import Verdict

__all__ = ["as_pair", "came", "difference", "is_predicted", "pairs_of", "shown_in"]


def came(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether the call ended with the errno of ``condition``."""
    number = made.errno
    return number is not None and calls.subject.judge.is_errno(condition.errno, number)


def shown_in(condition: Condition, calls: Calls) -> list[Made]:
    """Return the calls that ``condition`` alone explains: it held, and its errno came.

    A call of which an unknown condition may be the reason shows nothing.
    """
    judge = calls.subject.judge
    found = []
    for made in calls:
        if made.wall or not came(condition, made, calls):
            continue
        held, unknown = judge.explaining(made.truths, made.errno or 0)
        others = [one for one in held if one is not condition and not _same(one, condition)]
        if not unknown and not others and condition in held:
            found.append(made)
    return found


def pairs_of(condition: Condition, calls: Calls) -> dict[Node, tuple[Made, Made]]:
    """Return for each part of ``condition`` that was shown the pair of calls that shows it."""
    wanted = parts(condition.node)
    found: dict[Node, tuple[Made, Made]] = {}
    for made in shown_in(condition, calls):
        for _, other in calls.neighbours(made):
            if len(found) == len(wanted):
                return found
            flipped = _flipped(wanted, made, other)
            if flipped is None or flipped in found:
                continue
            if _is_counterpart(condition, made, other, calls):
                found[flipped] = (made, other)
    return found


def _flipped(wanted: Iterable[Node], made: Made, other: Made) -> Node | None:
    """The one part whose truth differs; None where several do, or one cannot be told."""
    found = None
    for part in wanted:
        here, there = made.known[part], other.known[part]
        if here is None or there is None:
            return None
        if here is not there:
            if found is not None:
                return None
            found = part
    return found


def _is_counterpart(condition: Condition, made: Made, other: Made, calls: Calls) -> bool:
    """Whether the errno went away because ``condition`` no longer holds.

    No other condition with that errno may have changed, and what came instead is success or
    another errno that was predicted.
    """
    if other.wall or came(condition, other, calls):
        return False
    judge = calls.subject.judge
    for one, here, there in zip(judge.conditions, made.truths, other.truths, strict=True):
        if one is condition or _same(one, condition):
            if there != 0:
                return False
        elif judge.is_errno(one.errno, made.errno or 0) and (here != there or here is None):
            return False
    return is_predicted(other)


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


def _same(one: Condition, other: Condition) -> bool:
    """A limit and an error that say the same are one condition."""
    return one.node == other.node and one.errno in (None, other.errno)


def as_pair(part: Node | None, made: Made, other: Made) -> Pair:
    """Return both calls as reports show them."""
    return Pair(
        part=render_c(part) if part is not None else "",
        call=made.shown,
        counterpart=other.shown,
        difference=difference(made, other),
    )


def difference(made: Made, other: Made) -> str:
    """Return the input of ``other`` that ``made`` does not have, as it stands in the case."""
    return ", ".join(_differing(made, other))


def _differing(made: Made, other: Made) -> Iterator[str]:
    for here, there in zip(made.case.inputs, other.case.inputs, strict=False):
        if here != there:
            yield there or f"without {here}"
