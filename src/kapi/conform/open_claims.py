"""What is still open: inputs of what is not yet as a claim wants it are changed, one at a time."""

from __future__ import annotations

from collections.abc import Callable

from kapi.conform.calls import Made
from kapi.conform.decide.pairs import came, doubtful_pairs
from kapi.conform.halves import halves
from kapi.conform.making import Making
from kapi.conform.targets import Aim, Target, is_beside, is_nearer, targets
from kapi.judge.conditions import Condition

__all__ = ["OpenClaims"]

_TRIES = 24
_TRIES_FOR_CHANGES = 12
_BESIDE = 2
"""How many calls that are no nearer are changed further, for each thing that is looked for."""
_ROUNDS = 3


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
        for _ in range(_ROUNDS):
            before = len(self.calls.made)
            for target in targets(self.calls, self.is_about):
                if self.calls.left() <= kept:
                    return
                self._look_for(target)
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

    def _look_for(self, target: Aim) -> None:
        """Change, one at a time, the inputs of what is not yet as ``target`` wants it.

        A call that is nearer to it is the next to be changed, or one or two that are as near and
        lack something else: some parts change only together. What was looked for in vain is looked
        for again only from other calls.
        """
        starts = target.nearest(self.calls)
        if starts == self._in_vain.get(target):
            return
        self._change(target, starts)
        if not target.reached(self.calls):
            self._in_vain[target] = target.nearest(self.calls)

    def _change(self, target: Aim, starts: list[Made]) -> None:
        left = _TRIES if isinstance(target, Target) else _TRIES_FOR_CHANGES
        beside = _BESIDE
        while starts and left > 0 and not target.reached(self.calls):
            made = starts.pop(0)
            attempt = self.making.attempt_for(made)
            if attempt is None:
                continue
            for changed in self.making.inputs.changes(attempt, made, target.wrong(made)):
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
