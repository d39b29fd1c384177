"""What the calls have not shown yet: a condition alone, the change of a part, an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.order import both_hold
from kapi.conform.decide.pairs import pairs_of, shown_in
from kapi.expr.nodes import Node
from kapi.judge.conditions import UNREAD, Condition, is_untold
from kapi.judge.order import Neighbours
from kapi.judge.parts import distance, parts, truth
from kapi.model.claims import Claim

__all__ = ["Target", "targets"]

_NEAREST = 4


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is wanted: ``true`` holds in it, and nothing of ``false`` does.

    ``pair`` names the part of the condition that is to change, and only it: then a call near
    one that shows the condition is wanted. ``order`` wants both conditions of neighbours.
    """

    condition: Condition
    true: tuple[Node, ...]
    false: tuple[Node, ...] = ()
    pair: Node | None = None
    order: Neighbours | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it is about."""
        if self.order is not None:
            return self.order.first.claim, self.order.second.claim
        return (self.condition.claim,)

    def reached(self, calls: Calls) -> bool:
        """Whether the calls show it by now."""
        if self.order is not None:
            return bool(both_hold(self.order, calls))
        if self.pair is not None:
            return self.pair in pairs_of(self.condition, calls)
        return bool(shown_in(self.condition, calls))

    def nearest(self, calls: Calls) -> list[Made]:
        """Return the calls from which the fewest parts have to change."""
        if self.pair is not None:
            return shown_in(self.condition, calls)[:_NEAREST]
        ranked = sorted(calls, key=lambda made: (self._distance(made.known), made.number))
        return ranked[:_NEAREST]

    def wrong(self, made: Made) -> list[Node]:
        """Return the parts that are not as wanted in ``made``."""
        if self.pair is not None:
            return [self.pair]
        found = [
            part
            for node, wanted in (*((n, True) for n in self.true), *((n, False) for n in self.false))
            if truth(node, made.known) is not wanted
            for part in parts(node)
            if part != UNREAD
        ]
        return list(dict.fromkeys(found))

    def _distance(self, known: Mapping[Node, bool | None]) -> int:
        return sum(distance(node, known) for node in self.true) + sum(
            distance(node, known, False) for node in self.false
        )


def targets(calls: Calls) -> Iterator[Target]:
    """Yield what is open, conditions first, then their parts, then orders."""
    judge = calls.subject.judge
    for condition in judge.conditions:
        if not shown_in(condition, calls) and not is_untold(condition.node):
            yield Target(
                condition=condition, true=(condition.node,), false=_before(condition, calls)
            )
    for condition in judge.conditions:
        if shown_in(condition, calls):
            shown = pairs_of(condition, calls)
            for part in parts(condition.node):
                if part != UNREAD and part not in shown:
                    yield Target(condition=condition, true=(), pair=part)
    for one in calls.subject.order:
        if not both_hold(one, calls):
            both = (one.first.node, one.second.node)
            false = _before(one.first, calls)
            yield Target(condition=one.first, true=both, false=false, order=one)


def _before(condition: Condition, calls: Calls) -> tuple[Node, ...]:
    """The conditions that must not hold, so that this one decides."""
    others = [one for one in calls.subject.judge.conditions if one is not condition]
    if condition.place is None:
        return tuple(one.node for one in others if one.errno == condition.errno)
    return tuple(
        one.node
        for one in others
        if one.node not in (UNREAD, condition.node)
        and (one.place is None or one.place < condition.place)
    )
