"""Pairs: two calls that differ in one input, and in one part of a condition."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller
from kapi.conform.decide.doubt import differing_members, is_alone, is_tight
from kapi.conform.decide.flips import flipped
from kapi.conform.decide.shown_orders import ShownOrders
from kapi.conform.results import Pair
from kapi.conform.witness import Witness, case_hash, truths
from kapi.expr.nodes import Node, names, roots
from kapi.expr.render_c import render_c
from kapi.judge.conditions import UNREAD, Condition
from kapi.judge.implied import follows, implies
from kapi.judge.parts import parts
from kapi.judge.verdict import Verdict
from kapi.model.claims import ClaimKind

_INSTEAD_OF_SLEEP = frozenset({"EAGAIN", "EINTR", "EINPROGRESS", "ETIMEDOUT", "EWOULDBLOCK"})
_MOST_KEPT = 64
"""How many pairs that keep the errno are looked at."""
_MOST_DOUBTFUL = 16
"""How many pairs are kept for a part of which none is beyond doubt, one for each input."""


def came(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether the call ended with the errno of ``condition``."""
    number = made.errno
    return number is not None and calls.subject.judge.is_errno(condition.errno, number)


class _Shows(enum.Enum):
    """What a pair of calls is worth."""

    PART = "the part made the difference"
    DOUBTFUL = "something unknown may have"
    ORDER = "it did, if two other checks are made in the promised order"
    NOTHING = "something else did"


class _Found:
    """What the calls show of one condition; each call is looked at once.

    ``perhaps`` are calls in which it held and its errno came, and of which nothing can tell
    whether another condition is the reason; ``doubtful`` are pairs with such a doubt. ``kept``
    are pairs whose second call keeps the errno, by the part that differs, and nothing known
    explains it, each with whether something unknown may. A part of
    ``covered`` is shown by pairs whose second call ended as a condition says that holds only there,
    and that may be checked before. ``wider`` is a pair that keeps the errno because of limits of a
    parameter, which hold in both calls. Pairs that show a part only if two other checks are made
    in the promised order wait until a call has shown that order.
    """

    def __init__(self, condition: Condition, no_doubt: frozenset[int], position: int) -> None:
        self.condition = condition
        self.no_doubt = no_doubt
        self.wanted = parts(condition.node)
        self.shown: list[Made] = []
        self.perhaps: list[Made] = []
        self.pairs: dict[Node, tuple[Made, Made]] = {}
        self.kept: dict[Node, list[tuple[Made, Made, bool]]] = {}
        self.covered: set[Node] = set()
        self.wider: tuple[Made, Made] | None = None
        self._doubtful: dict[Node, dict[int, tuple[Made, Made]]] = {}
        self._orders = ShownOrders()
        self._waiting: dict[Node, list[tuple[Made, Made]]] = {}
        self._position = position
        self._first: set[int] = set()
        self._uncertain: set[int] = set()
        self._near: dict[int, list[Made]] = {}
        self._seen = 0
        self._is_its: dict[int | None, bool] = {}
        self._flipped: dict[tuple[int, int], Node | None] = {}

    def _came(self, made: Made, calls: Calls) -> bool:
        """What `came` says, asked once for each errno."""
        errno = made.errno
        found = self._is_its.get(errno)
        if found is None:
            found = self._is_its[errno] = came(self.condition, made, calls)
        return found

    def update(self, calls: Calls) -> _Found:
        """Look at the calls that were made since."""
        new, self._seen = calls.made[self._seen :], len(calls.made)
        for made in new:
            if self._shows(made, calls):
                self._first.add(made.number)
                for hole in calls.holes(made):
                    self._near.setdefault(hole, []).append(made)
        for made in new if self._first else ():
            if made.number in self._first:
                for _, other in calls.neighbours(made):
                    self._pair(made, other, calls)
            elif made.truths[self._position] == 0:
                for hole in calls.holes(made):
                    for other in self._near.get(hole, ()):
                        self._pair(other, made, calls)
        self._look_again(new, calls)
        return self

    def _look_again(self, new: Sequence[Made], calls: Calls) -> None:
        """Look whether the new calls show the order on which a pair leans."""
        for part in [one for one in self._waiting if one not in self.pairs] if new else ():
            for made, other in self._waiting.pop(part):
                self._keep(part, made, other, calls)

    def without_doubt(self, calls: Calls) -> dict[Node, tuple[Made, Made]]:
        """Return a pair for each part of which one is beyond doubt."""
        found = dict(self.pairs)
        for part, pairs in self._doubtful.items():
            clear = (one for one in pairs.values() if self._is_alone(part, *one, calls))
            pair = next(clear, None) if part not in found else None
            if pair is not None:
                found[part] = pair
        return found

    def _is_alone(self, part: Node, made: Made, other: Made, calls: Calls) -> bool:
        """Whether the errno came with no object in the place of one but those it names.

        Nor did it stay with one that another caller tried there.
        """
        place, caller = _changed_input(made, other), len(made.case.caller.inputs)
        kept = [
            (first, second)
            for first, second, _ in self.kept.get(part, ())
            if _changed_input(first, second) == place
            and made.case.inputs[caller:] == first.case.inputs[caller:]
        ]
        return is_alone(self.condition, part, made, other, calls) and all(
            self._is_of_others(*one, calls) for one in kept
        )

    def in_doubt(self, calls: Calls) -> dict[Node, tuple[Made, Made]]:
        """Return a pair for each part of which none is beyond doubt, and one is there."""
        clear = self.without_doubt(calls)
        open_ = ((part, pairs) for part, pairs in self._doubtful.items() if part not in clear)
        return {part: next(iter(pairs.values())) for part, pairs in open_}

    def _pair(self, made: Made, other: Made, calls: Calls) -> None:
        if other.truths[self._position] != 0 or not self._is_wanted(other, calls):
            return  # the most common by far
        alike = calls.alike(made), calls.alike(other)
        if alike not in self._flipped:
            self._flipped[alike] = flipped(self.condition.node, made.known, other.known)
        part = self._flipped[alike]
        if part is None:
            return
        if part not in self.pairs or part in self.covered:
            self._keep(part, made, other, calls)
        if self._came(other, calls):
            self._note_kept(part, made, other, calls)

    def _note_kept(self, part: Node, made: Made, other: Made, calls: Calls) -> None:
        """Note a pair whose second call keeps the errno, and nothing known explains it.

        Limits of a parameter that hold in both explain it, and say more than this condition.
        """
        judge = calls.subject.judge
        held, unknown = judge.explaining(other.truths, other.errno or 0)
        if not held:
            self.kept.setdefault(part, []).append((made, other, unknown))
        elif self.wider is None and all(
            one.claim.kind is ClaimKind.PARAM and made.truths[judge.conditions.index(one)] == 1
            for one in held
        ):
            self.wider = (made, other)

    def against(self, calls: Calls) -> tuple[Made, Made] | None:
        """Return the first pair that keeps the errno, and that nothing else can explain."""
        for pairs in self.kept.values():
            for made, other, unknown in pairs:
                if unknown or self._is_of_members(made, other, calls):
                    continue
                if not self._is_of_others(made, other, calls):
                    return made, other
        return None

    def unexplained(self, calls: Calls) -> list[tuple[Made, Made]]:
        """Return the pairs that keep the errno, as far as nothing excuses it."""
        return [
            (made, other)
            for pairs in self.kept.values()
            for made, other, _ in pairs
            if not self._is_of_others(made, other, calls)
        ]

    def contradicted(self, calls: Calls) -> dict[Node, tuple[Made, Made]]:
        """Return by parts that only covered pairs show a pair that keeps the errno."""
        found: dict[Node, tuple[Made, Made]] = {}
        for part in self.covered:
            for made, other, _ in self.kept.get(part, ()):
                if part not in found and not self._is_of_others(made, other, calls):
                    found[part] = (made, other)
        return found

    def _is_of_others(self, made: Made, other: Made, calls: Calls) -> bool:
        """Whether the same change of the same input takes the errno away beside other inputs.

        Then it is those that keep it here: a trouble that the spec does not tell. What the
        condition looks at itself is none of them.
        """
        position = _changed_input(made, other)
        here, there = made.case.inputs[position], other.case.inputs[position]
        for number in self._first:
            one = calls.made[number]
            if one.case.family != made.case.family or one.case.inputs[position] != here:
                continue
            if not self._differs_elsewhere(made, one, calls):
                continue
            for changed in calls.beside(one, position):
                if changed.case.inputs[position] == there and changed.outcome.accepted:
                    return True
        return False

    def _is_of_members(self, made: Made, other: Made, calls: Calls) -> bool:
        """Whether a member of the structure in the second call keeps the errno.

        The call is accepted with another value of that member, at which the condition does not
        look; its parts are worth the same.
        """
        (hole,) = set(calls.holes(made)) & set(calls.holes(other))
        position = calls.holes(other).index(hole)
        about = names(self.condition.node)
        for third in calls.beside(other, position):
            same = all(third.known[part] is other.known[part] for part in self.wanted)
            if not same or not third.outcome.accepted:
                continue
            members = differing_members(other.case.inputs[position], third.case.inputs[position])
            if members and not any(one.rpartition("->")[2] in members for one in about):
                return True
        return False

    def _differs_elsewhere(self, made: Made, one: Made, calls: Calls) -> bool:
        """Whether two calls differ in an input at which the condition does not look."""
        about = roots(self.condition.node)
        count = len(made.case.inputs)
        params = enumerate(calls.subject.spec.params, start=count - len(made.call.arguments))
        looked_at = {place for place, param in params if param.name in about}
        if any(name.startswith("RLIMIT_") for name in about):
            looked_at.add(Caller.LIMITS)
        pairs = enumerate(zip(made.case.inputs, one.case.inputs, strict=True))
        return any(here != there for place, (here, there) in pairs if place not in looked_at)

    def _keep(self, part: Node, made: Made, other: Made, calls: Calls) -> None:
        """Keep a pair that shows ``part``, and rather one in which no other trouble came."""
        shows = self._shows_of(made, other, calls)
        is_clear = shows is _Shows.PART or (
            shows is _Shows.DOUBTFUL and is_tight(part, made, other)
        )
        if is_clear:
            covered = _is_covered(self.condition, made, other, calls)
            if part not in self.pairs or not covered:
                self.pairs[part] = (made, other)
                (self.covered.add if covered else self.covered.discard)(part)
        elif part in self.pairs:
            return
        elif shows is _Shows.ORDER:
            waiting = self._waiting.setdefault(part, [])
            waiting += [(made, other)] if len(waiting) < _MOST_DOUBTFUL else []
        elif shows is _Shows.DOUBTFUL:
            (hole,) = set(calls.holes(made)) & set(calls.holes(other))
            kept = self._doubtful.setdefault(part, {})
            if len(kept) < _MOST_DOUBTFUL:
                kept.setdefault(hole, (made, other))

    def _is_wanted(self, other: Made, calls: Calls) -> bool:
        """Whether a second call that ended so could show what no pair has shown."""
        if self._came(other, calls):
            return sum(map(len, self.kept.values())) < _MOST_KEPT
        if len(self.pairs) < len(self.wanted):
            return True
        return bool(self.covered) and (other.outcome.accepted or self.condition.read)

    def _shows(self, made: Made, calls: Calls) -> bool:
        """Keep a call in which the condition held, and no other that is known to be the reason."""
        if not self._came(made, calls):
            return False
        judge = calls.subject.judge
        held, unknown = judge.explaining(made.truths, made.errno or 0, self.no_doubt)
        if self.condition not in held or not all(self._is_no_other(one, made) for one in held):
            return False
        (self.perhaps if unknown else self.shown).append(made)
        if unknown:
            self._uncertain.add(made.number)
        return True

    def _is_no_other(self, one: Condition, made: Made) -> bool:
        """Whether another condition holds in a call because this one does."""
        if one.says_the_same(self.condition) or implies(self.condition.node, one.node):
            return True
        return follows(one.node, {part: made.known[part] for part in self.wanted})

    def _of_a_later_check(self, one: Condition, made: Made, calls: Calls) -> _Shows:
        """What is left where another condition with the errno changed, too.

        All, if its check comes later and does not hold, or another errno would have come before.
        """
        judge = calls.subject.judge
        if not _is_later(one, self.condition):
            return _Shows.NOTHING
        second = judge.conditions.index(one)
        if made.truths[second] == 0:
            return _Shows.PART
        without = (*made.truths[: self._position], 0, *made.truths[self._position + 1 :])
        possible, _ = judge.predicted(without)
        if one in possible:
            return _Shows.NOTHING
        places = (judge.conditions.index(two) for two in possible if two.place is not None)
        before = (first for first in places if without[first] == 1)
        shown = any(self._orders.has(first, second, calls) for first in before)
        return _Shows.PART if shown else _Shows.ORDER

    def _shows_of(self, made: Made, other: Made, calls: Calls) -> _Shows:
        """What made the errno go away between two calls, as far as can be told.

        No other condition that could have given that errno may have gone as well, and what came
        instead is success or another errno that was predicted.
        """
        if self._came(other, calls):
            return _Shows.NOTHING
        if not is_predicted(other) and not _has_passed(self.condition, other, calls):
            return _Shows.NOTHING
        # what held would still hold where the call is accepted, if it is not about what changed
        changed = _changed_argument(made, other, calls) if other.outcome.accepted else ""
        found = {
            self._beside(one, made, other, changed, calls)
            for position, one in enumerate(calls.subject.judge.conditions)
            if one is not self.condition and position not in self.no_doubt
        }
        if made.number in self._uncertain and not changed:
            found.add(_Shows.DOUBTFUL)
        worst = (one for one in (_Shows.NOTHING, _Shows.ORDER, _Shows.DOUBTFUL) if one in found)
        return next(worst, _Shows.PART)

    def _beside(
        self, one: Condition, made: Made, other: Made, changed: str, calls: Calls
    ) -> _Shows:
        """What another condition leaves of what two calls show; ``changed`` is the argument."""
        judge = calls.subject.judge
        if one.claim.kind is ClaimKind.PARAM and one.twin:
            return _Shows.PART
        if one.errno is None and one.node == UNREAD:
            return _Shows.PART  # what it means stands in the errors
        if not judge.is_errno(one.errno, made.errno or 0):
            return _Shows.PART
        position = judge.conditions.index(one)
        here, there = made.truths[position], other.truths[position]
        if here is None or there is None:
            may_be = not changed or one.may_be_about(changed)
            is_doubt = may_be and not _is_later(one, self.condition)
            return _Shows.DOUBTFUL if is_doubt else _Shows.PART
        if here == there or (there == 0 and self._is_no_other(one, made)):
            return _Shows.PART
        return self._of_a_later_check(one, made, calls)


def _changed_input(made: Made, other: Made) -> int:
    """The position of the input in which two calls differ."""
    both = zip(made.case.inputs, other.case.inputs, strict=True)
    return next(n for n, (here, there) in enumerate(both) if here != there)


def _changed_argument(made: Made, other: Made, calls: Calls) -> str:
    """The name of the argument in which two calls differ; empty where it is another input."""
    (hole,) = set(calls.holes(made)) & set(calls.holes(other))
    index = calls.holes(made).index(hole) - len(made.case.inputs) + len(made.call.arguments)
    return calls.subject.spec.params[index].name if index >= 0 else ""


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


def held_in(condition: Condition, calls: Calls) -> list[Made]:
    """Return the calls of `shown_in`, then those of which something unknown may be the reason."""
    found = _found(condition, calls)
    return [*found.shown, *found.perhaps]


def pairs_of(condition: Condition, calls: Calls) -> dict[Node, tuple[Made, Made]]:
    """Return for each part of ``condition`` that was shown the pair of calls that shows it."""
    return _found(condition, calls).without_doubt(calls)


def doubtful_pairs(condition: Condition, calls: Calls) -> dict[Node, tuple[Made, Made]]:
    """Return for other parts of ``condition`` a pair that a condition nobody can tell may cause."""
    return _found(condition, calls).in_doubt(calls)


def against(condition: Condition, calls: Calls) -> tuple[Made, Made] | None:
    """Return a pair whose second call keeps the errno though ``condition`` no longer holds."""
    return _found(condition, calls).against(calls)


def keeping(condition: Condition, calls: Calls) -> list[tuple[Made, Made]]:
    """Return pairs that keep the errno though nothing that is known holds in the second call."""
    return _found(condition, calls).unexplained(calls)


def contradicted(condition: Condition, calls: Calls) -> dict[Node, tuple[Made, Made]]:
    """Return pairs that keep the errno without a part, by those that nothing else has shown.

    Such a part may make no difference: in the pairs that show it something else went wrong, which
    is checked first.
    """
    return _found(condition, calls).contradicted(calls)


def wider(condition: Condition, calls: Calls) -> tuple[Made, Made] | None:
    """Return a pair that keeps the errno: limits that hold in both calls are the reason of both."""
    return _found(condition, calls).wider


def _is_covered(condition: Condition, made: Made, other: Made, calls: Calls) -> bool:
    """Whether the second call ended by a trouble that is not in the first.

    One that is promised to be checked after ``condition`` does not count.
    """
    if other.outcome.accepted:
        return False
    judge = calls.subject.judge
    held, _ = judge.explaining(other.truths, other.errno or 0)
    if any(made.truths[judge.conditions.index(one)] == 1 for one in held):
        return False
    return not held or any(not _is_later(one, condition) for one in held)


def _has_passed(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether a call that neither succeeded nor failed as predicted passed the check all the same.

    It sleeps where the errno says that it would not, or where no other part of ``condition`` may
    be checked when it wakes; or only checks that nothing can tell may give its errno, all after
    ``condition``.
    """
    judge, number = calls.subject.judge, made.errno
    if made.outcome.hung:
        return condition.errno in _INSTEAD_OF_SLEEP or len(parts(condition.node)) == 1
    if number is None or made.judgement.verdict is Verdict.VIOLATION:
        return False
    truths = zip(judge.conditions, made.truths, strict=True)
    reasons = [one for one, holds in truths if holds != 0 and judge.is_errno(one.errno, number)]
    return bool(reasons) and all(_is_later(one, condition) for one in reasons)


def _is_later(one: Condition, condition: Condition) -> bool:
    """Whether the check of ``one`` is promised to come after that of ``condition``."""
    placed = one.place is not None and condition.place is not None
    return placed and (one.place or 0) > (condition.place or 0)


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
        after=made.case.set_up,
        witnesses=tuple(_witness(one, kept) for one in (made, other)),
    )


def _witness(made: Made, wanted: Iterable[Node]) -> Witness:
    return Witness(
        case=case_hash(made.case),
        truth=truths(wanted, made.known),
        outcome=made.ended,
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
