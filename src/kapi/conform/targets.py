"""What the calls have not shown yet: a condition alone, the change of a part, an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.order import both_hold
from kapi.conform.decide.pairs import held_in, pairs_of
from kapi.expr.nodes import Binary, Node, Unary
from kapi.judge.conditions import UNREAD, Condition, is_untold
from kapi.judge.order import Neighbours
from kapi.judge.parts import distance, parts, truth
from kapi.model.claims import Claim

__all__ = ["Target", "targets"]

_NEAREST = 4


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is wanted: ``true`` holds in it, and nothing of ``false`` does.

    ``pair`` names the part of the condition that is to change, and only it: then a call near
    one that shows the condition is wanted. With ``true`` besides, which holds where the condition
    does but for that part, it is looked for from there. ``order`` wants both conditions of
    neighbours.
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
        return bool(held_in(self.condition, calls))

    def nearest(self, calls: Calls) -> list[Made]:
        """Return the calls from which the fewest parts have to change."""
        if self.pair is not None and not self.true:
            held = held_in(self.condition, calls)
            but = _turned(self.condition.node, self.pair)
            decisive = [made for made in held if truth(but, made.known) is False]
            return (decisive or held)[:_NEAREST]
        if self.pair is not None:
            return sorted(calls, key=self._from_success)[:_NEAREST]
        ranked = sorted(calls, key=lambda made: (self._distance(made.known), made.number))
        return ranked[:_NEAREST]

    def wrong(self, made: Made) -> list[Node]:
        """Return the parts that are not as wanted in ``made``."""
        if self.pair is not None and not self._distance(made.known):
            return [self.pair]
        found = [
            part
            for node, wanted in (*((n, True) for n in self.true), *((n, False) for n in self.false))
            if truth(node, made.known) is not wanted
            for part in parts(node)
            if part != UNREAD
        ]
        return list(dict.fromkeys(found))

    def is_nearer(self, made: Made, other: Made) -> bool:
        """Whether fewer parts have to change in ``made`` than in ``other``."""
        return self._distance(made.known) < self._distance(other.known)

    def _from_success(self, made: Made) -> tuple[int, bool, int]:
        return self._distance(made.known), not made.outcome.accepted, made.number

    def _distance(self, known: Mapping[Node, bool | None]) -> int:
        return sum(distance(node, known) for node in self.true) + sum(
            distance(node, known, False) for node in self.false
        )


def targets(calls: Calls) -> Iterator[Target]:
    """Yield what is open, conditions first, then their parts, then orders."""
    judge = calls.subject.judge
    for condition in judge.conditions:
        if not held_in(condition, calls) and not is_untold(condition.node):
            yield Target(
                condition=condition, true=(condition.node,), false=_before(condition, calls)
            )
    for condition in judge.conditions:
        if held_in(condition, calls):
            yield from _of_parts(condition, calls)
    for one in calls.subject.order:
        if not both_hold(one, calls):
            both = (one.first.node, one.second.node)
            false = _before(one.first, calls)
            yield Target(condition=one.first, true=both, false=false, order=one)


def _of_parts(condition: Condition, calls: Calls) -> Iterator[Target]:
    """What would show the parts of a condition that no pair shows, from both of its calls."""
    wanted = [part for part in parts(condition.node) if part != UNREAD]
    for part in wanted:
        if part not in pairs_of(condition, calls):
            yield Target(condition=condition, true=(), pair=part)
    others = _of_errno(condition, calls)
    for part in wanted:
        if part not in pairs_of(condition, calls):
            but = _turned(condition.node, part)
            false = (condition.node, *others)
            yield Target(condition=condition, true=(but,), false=false, pair=part)


def _turned(node: Node, part: Node) -> Node:
    """``node`` as it is when ``part`` is worth the contrary."""
    if node == part:
        return Unary("!", part)
    if isinstance(node, Unary) and node.operator == "!":
        return Unary("!", _turned(node.operand, part))
    if isinstance(node, Binary) and node.operator in ("&&", "||"):
        return Binary(node.operator, _turned(node.left, part), _turned(node.right, part))
    return node


def _of_errno(condition: Condition, calls: Calls) -> tuple[Node, ...]:
    """The other conditions with the errno of one, as far as they can be told."""
    return tuple(
        one.node
        for one in calls.subject.judge.conditions
        if one.errno == condition.errno
        and not one.says_the_same(condition)
        and not is_untold(one.node)
    )


def _before(condition: Condition, calls: Calls) -> tuple[Node, ...]:
    """The conditions that must not hold, so that this one decides."""
    if condition.place is None:
        return _of_errno(condition, calls)
    return tuple(
        one.node
        for one in calls.subject.judge.conditions
        if one is not condition
        and one.node not in (UNREAD, condition.node)
        and (one.place is None or one.place < condition.place)
    )
