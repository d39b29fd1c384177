"""What is still open: inputs of what is not yet as a claim wants it are changed, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Made
from kapi.conform.decide.pairs import came, doubtful_pairs
from kapi.conform.halves import halves
from kapi.conform.making import Making
from kapi.conform.targets import Aim, Target, is_beside, is_nearer, targets
from kapi.expr.nodes import roots
from kapi.judge.conditions import Condition

_TRIES = (6, 18, 18)
"""How many calls each thing that is looked for may cost, in one round after the other.

First what is found at once: a long search for one thing leaves nothing for many others. What the
round before has made costs nothing again.
"""
_OF_CHANGES = 2
"""What shows an effect may cost one of so many of these."""
_BESIDE = 2
"""How many calls that are no nearer are changed further, for each thing that is looked for."""
_ELSEWHERE = 6


class OpenClaims:
    """Looks for calls that decide claims; ``is_about`` says which are of interest."""

    def __init__(self, making: Making, is_about: Callable[..., bool]) -> None:
        self.making = making
        self.calls = making.calls
        self.subject = making.subject
        self.is_about = is_about
        self._in_vain: dict[Aim, list[Made]] = {}

    def look_for_all(self, kept: int) -> None:
        """Look for it with all of the budget that is left but ``kept`` calls."""
        for tries in _TRIES:
            before = len(self.calls.made)
            for target in targets(self.calls, self.is_about):
                if self.calls.left() <= kept:
                    return
                self._look_for(target, tries)
            if tries < _TRIES[-1]:
                continue
            self._narrow_pairs()
            if len(self.calls.made) == before:
                return

    def _narrow_pairs(self) -> None:
        """Find the two numbers next to each other between which a doubtful pair changes."""
        for condition in self.subject.judge.conditions:
            if not self.is_about(condition.claim):
                continue
            for made, other in doubtful_pairs(condition, self.calls).values():
                self._halve(condition, made, other)

    def _halve(self, condition: Condition, made: Made, other: Made) -> None:
        position = self.subject.judge.conditions.index(condition)
        attempt, second = (self.making.attempt_for(one) for one in (made, other))
        between = halves(attempt, second) if attempt and second else None
        while between is not None and self.calls.left():
            middle = self.making.make(between.attempt)
            if middle is None or middle.wall or middle.truths[position] is None:
                return
            holds = bool(middle.truths[position])
            if holds != came(condition, middle, self.calls):
                return
            between = between.after(holds)

    def _look_for(self, target: Aim, tries: int) -> None:
        """Change, one at a time, the inputs of what is not yet as ``target`` wants it.

        A call that is nearer to it is the next to be changed, or one or two that are as near and
        lack something else: some parts change only together. What was looked for in vain is looked
        for again only from other calls, or with more ``tries``.
        """
        starts = target.nearest(self.calls)
        if starts == self._in_vain.get(target):
            return
        tried = list(starts)
        self._change(target, starts, tries)
        if tries < _TRIES[-1]:
            return
        if isinstance(target, Target) and target.pair is None and target.order is None:
            self._meet_elsewhere(target)
        if not target.reached(self.calls):
            now = target.nearest(self.calls)
            self._in_vain[target] = now if _families(now) <= _families(tried) else tried

    def _meet_elsewhere(self, target: Target) -> None:
        """Take what makes a condition hold to other calls that are accepted.

        Where it holds and its errno does not come, the call may have had nothing to do.
        """
        near = [] if target.reached(self.calls) else target.nearest(self.calls)[:1]
        start = self.making.attempt_for(near[0]) if near else None
        if start is None or target.distance(near[0].known):
            return
        about = roots(target.condition.node)
        places = [n for n, one in enumerate(self.subject.spec.params) if one.name in about]
        for other in self._other_works(start):
            changed = other.called_by(start.caller)
            for index in places:
                changed = changed.with_argument(index, start.arguments[index])
            self.making.make(changed)
            if target.reached(self.calls):
                return

    def _other_works(self, start: Attempt) -> list[Attempt]:
        """Calls that are accepted, first those that did most and are least like ``start``."""

        def rank(made: Made) -> tuple[bool, int]:
            alike = zip(made.case.inputs, start.case().inputs, strict=False)
            return not made.outcome.result, sum(here == there for here, there in alike)

        works = (made for made in self.calls if made.outcome.accepted and not made.wall)
        attempts = filter(None, map(self.making.attempt_for, sorted(works, key=rank)))
        return list(islice((one for one in attempts if not one.name and not one.steps), _ELSEWHERE))

    def _change(self, target: Aim, starts: list[Made], tries: int) -> None:
        left = tries if isinstance(target, Target) else tries // _OF_CHANGES
        beside = _BESIDE
        while starts and left > 0 and not target.reached(self.calls):
            made = starts.pop(0)
            attempt = self.making.attempt_for(made)
            if attempt is None:
                continue
            inputs = self.making.inputs
            changes = chain(
                inputs.remembered(attempt, made, target.promise),
                inputs.changes(attempt, made, target.wrong(made)),
            )
            for changed in changes:
                if left <= 0 or target.reached(self.calls):
                    return
                before = len(self.calls.made)
                new = self.making.make(changed)
                left -= len(self.calls.made) > before
                if new is None or new.wall or new.number < before:
                    continue
                nearer = is_nearer(target, new, made)
                if nearer or (beside and is_beside(target, new, made)):
                    beside -= not nearer
                    starts[:0] = [new, made]
                    break


def _families(calls: list[Made]) -> set[str]:
    """After which steps the calls were made."""
    return {made.case.family for made in calls}
