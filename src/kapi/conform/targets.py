"""What the calls have not shown yet: a condition alone, the change of a part, an order, effects."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.comes import seen_of
from kapi.conform.decide.occurrences import Occurrences
from kapi.conform.decide.order_claims import both_hold, is_shown
from kapi.conform.decide.pairs import held_in, pairs_of
from kapi.expr.nodes import Binary, Node, Unary
from kapi.judge.changes import Change
from kapi.judge.conditions import UNREAD, Condition, is_untold
from kapi.judge.implied import implies
from kapi.judge.order import Neighbours
from kapi.judge.parts import distance, parts, truth

_NEAREST = 4


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is wanted: ``true`` holds in it, and nothing of ``false`` does.

    ``pair`` names the part of the condition that is to change, and only it: then a call near
    one that shows the condition is wanted. With ``true`` besides, which holds where the condition
    does but for that part, it is looked for from there. ``order`` wants both conditions of
    neighbours, and then the first of them gone. Nor does one of ``apart`` certainly hold:
    conditions with other errnos, of which nobody says which is checked first.
    """

    condition: Condition
    true: tuple[Node, ...]
    false: tuple[Node, ...] = ()
    apart: tuple[Node, ...] = ()
    pair: Node | None = None
    order: Neighbours | None = None

    def reached(self, calls: Calls) -> bool:
        """Whether the calls show it by now."""
        if self.order is not None:
            return is_shown(self.order, calls)
        if self.pair is not None:
            return self.pair in pairs_of(self.condition, calls)
        return bool(held_in(self.condition, calls))

    def nearest(self, calls: Calls) -> list[Made]:
        """Return the calls from which the fewest parts have to change.

        For an order two of them, and two in which the second condition holds by itself: where the
        first does, what the second asks about may not be there to be looked at, and what makes the
        first hold may be what makes the second do.
        """
        if self.pair is not None and not self.true:
            held = held_in(self.condition, calls)
            but = _turned(self.condition.node, self.pair)
            decisive = [made for made in held if truth(but, made.known) is False]
            return _varied(decisive or held)
        if self.order is not None and (both := both_hold(self.order, calls)):
            return both[:_NEAREST] + held_in(self.order.second, calls)[:2]
        far = self._distances(calls)
        if self.pair is not None:
            return heapq.nsmallest(
                _NEAREST, calls, key=lambda made: (far[made.number], not made.outcome.accepted)
            )
        near = heapq.nsmallest(
            _NEAREST, calls, key=lambda made: (_is_unexplained(made, calls), far[made.number])
        )
        if self.order is None:
            return near
        second = self.order.second.node
        late = (made for made in calls if made not in near and truth(second, made.known))
        return near[:2] + heapq.nsmallest(2, late, key=lambda made: far[made.number])

    def wrong(self, made: Made) -> list[Node]:
        """Return the parts that are not as wanted in ``made``."""
        if self.pair is not None and not self.distance(made.known):
            return [self.pair]
        if self.order is not None and not self.distance(made.known):
            return list(parts(self.order.first.node))
        found = [
            part
            for node, wanted in (*((n, True) for n in self.true), *((n, False) for n in self.false))
            if truth(node, made.known) is not wanted
            for part in parts(node)
            if part != UNREAD
        ]
        found += [part for one in self._in_the_way(made.known) for part in parts(one)]
        return list(dict.fromkeys(found))

    def _distances(self, calls: Calls) -> list[int]:
        """The distance of each call."""
        every = [calls.distances(node, True) for node in self.true]
        every += [calls.distances(node, False) for node in self.false]
        far = [sum(one) for one in zip(*every, strict=True)]
        if not self.apart:
            return far
        return [
            here + len(self._in_the_way(made.known)) for here, made in zip(far, calls, strict=True)
        ]

    def distance(self, known: Mapping[Node, bool | None]) -> int:
        """Return how many parts have to change in a call of which ``known`` is so."""
        far = sum(distance(node, known) for node in self.true)
        far += sum(distance(node, known, False) for node in self.false)
        return far + len(self._in_the_way(known))

    def promise(self, known: Mapping[Node, bool | None]) -> int:
        """Return how far a call is of which ``known`` is so, before it is made.

        Where the change of a part is wanted from a call that shows the condition, that is how far
        it is from one in which nothing but this part keeps it from holding.
        """
        if self.pair is None or self.true:
            return self.distance(known)
        node = self.condition.node
        return distance(_turned(node, self.pair), known) + distance(node, known, False)

    def _in_the_way(self, known: Mapping[Node, bool | None]) -> list[Node]:
        return [one for one in self.apart if truth(one, known)]


def _is_unexplained(made: Made, calls: Calls) -> bool:
    """Whether a call failed for a reason that nothing known tells: it would fail so again."""
    if made.errno is None:
        return False
    return not calls.subject.judge.explaining(made.truths, made.errno)[0]


def _varied(held: list[Made]) -> list[Made]:
    """Return the first calls, and after one of them the first that was made after other steps."""
    first = held[:_NEAREST]
    families = {one.case.family for one in first}
    other = next((one for one in held[_NEAREST:] if one.case.family not in families), None)
    return [*first[:1], other, *first[1:]] if other is not None else first


class ChangeTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A call is wanted in which the time of ``change`` has come, or a part of it has not.

    Without ``part`` all of the condition is wanted. With it a call near one in which the change
    came, where only this part differs; and with ``from_away`` that is looked for from calls in
    which nothing but the part is missing.
    """

    change: Change
    found: Occurrences
    part: Node | None = None
    from_away: bool = False

    def reached(self, calls: Calls) -> bool:
        """Whether the calls show it by now."""
        found = self.found.update(calls)
        return bool(found.came) if self.part is None else self.part in found.pairs

    def nearest(self, calls: Calls) -> list[Made]:
        """Return the calls from which the fewest parts have to change."""
        if self.part is not None and not self.from_away:
            but = _turned(self.change.node, self.part)
            came = self.found.came
            return ([made for made in came if truth(but, made.known) is False] or came)[:_NEAREST]
        far = calls.distances(self._wanted, True)
        return heapq.nsmallest(
            _NEAREST, calls, key=lambda made: (far[made.number], not made.outcome.accepted)
        )

    def wrong(self, made: Made) -> list[Node]:
        """Return the parts that are not as wanted in ``made``."""
        if self.part is not None and not self.distance(made.known):
            return [self.part]
        wanted = (one for one in parts(self._wanted) if one != self.part)
        return [one for one in wanted if self._helps(one, made.known)]

    def _helps(self, part: Node, known: Mapping[Node, bool | None]) -> bool:
        """Whether the call were nearer with another worth of ``part``."""
        now = self.distance(known)
        return any(self.distance({**known, part: worth}) < now for worth in (True, False))

    @property
    def _wanted(self) -> Node:
        node = self.change.node
        return _turned(node, self.part) if self.part is not None and self.from_away else node

    def distance(self, known: Mapping[Node, bool | None]) -> int:
        """Return how many parts have to change in a call of which ``known`` is so."""
        return distance(self._wanted, known)

    def promise(self, known: Mapping[Node, bool | None]) -> int:
        """Return how far a call is of which ``known`` is so, before it is made."""
        return self.distance(known)


Aim = Target | ChangeTarget


def is_nearer(aim: Aim, made: Made, other: Made) -> bool:
    """Whether fewer parts have to change in ``made`` than in ``other``."""
    return aim.distance(made.known) < aim.distance(other.known)


def is_beside(aim: Aim, made: Made, other: Made) -> bool:
    """Whether as many have to change, and among them some that are as wanted in ``other``."""
    if aim.distance(made.known) != aim.distance(other.known):
        return False
    return not set(aim.wrong(made)) <= set(aim.wrong(other))


def targets(calls: Calls, is_about: Callable[..., bool]) -> Iterator[Aim]:
    """Yield what is open, conditions first, then their parts, then orders, then changes.

    ``is_about`` says of claims whether what is open of them is wanted.
    """
    judge = calls.subject.judge
    wanted = [one for one in judge.conditions if is_about(one.claim)]
    for condition in wanted:
        if not held_in(condition, calls) and not is_untold(condition.node):
            yield Target(
                condition=condition,
                true=(condition.node,),
                false=_before(condition, calls),
                apart=_apart(condition, calls),
            )
    for condition in wanted:
        if held_in(condition, calls):
            yield from _of_parts(condition, calls)
    for one in calls.subject.order:
        if is_about(one.first.claim, one.second.claim) and not is_shown(one, calls):
            both = (one.first.node, one.second.node)
            false = _before(one.first, calls)
            yield Target(condition=one.first, true=both, false=false, order=one)
    for change in calls.subject.changes.changes:
        found = seen_of(change, calls) if is_about(change.claim) else None
        if found is not None:
            yield from _of_change(found)


def _of_change(found: Occurrences) -> Iterator[ChangeTarget]:
    """What would show that a change comes, and each part of its time."""
    if not found.came:
        yield ChangeTarget(change=found.change, found=found)
    for from_away in (False, True):
        for part in found.wanted if found.came else ():
            if part not in found.pairs:
                yield ChangeTarget(change=found.change, found=found, part=part, from_away=from_away)


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


def _apart(condition: Condition, calls: Calls) -> tuple[Node, ...]:
    """The conditions with other errnos that may win over this one, where no order is promised."""
    if condition.place is not None:
        return ()
    same = _of_errno(condition, calls)
    return tuple(
        one.node
        for one in calls.subject.judge.conditions
        if one.errno != condition.errno
        and one.node not in same
        and not is_untold(one.node)
        and not implies(condition.node, one.node)
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
