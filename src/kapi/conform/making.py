"""Makes calls of attempts, and remembers what each call was made of."""

from __future__ import annotations

import re
from collections import Counter

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller, Case
from kapi.conform.inputs import Inputs
from kapi.conform.pool import Pool

_MOST_COSTLY = 8
"""Calls of one case whose set-up takes a second."""
_VARIABLE = re.compile(r"\ba(\d+)(?=_|\b)")
"""What the steps of an argument call the things that they make."""


class Making:
    """Makes calls of one spec; what an object here cannot be made for is not tried again."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.subject = calls.subject
        self.pool = Pool(calls.subject)
        self.inputs = Inputs(self.pool)
        self._attempts: dict[int, Attempt] = {}
        self._missing: set[tuple[str, Caller]] = set()
        self._costly: Counter[str] = Counter()

    @property
    def attempts(self) -> tuple[tuple[Attempt, Case], ...]:
        """What every call that decides something was made of, with its case."""
        made = self.calls.made
        return tuple((attempt, made[number].case) for number, attempt in self._attempts.items())

    def attempt_for(self, made: Made) -> Attempt | None:
        """Return what a call was made of; None of one that decides nothing."""
        return self._attempts.get(made.number)

    def make(self, attempt: Attempt) -> Made | None:
        """Make the call of ``attempt``."""
        if self._cannot_be_made(attempt):
            return None
        case = attempt.case()
        if case.costly:
            self._costly[case.name] += 1
            if self._costly[case.name] > _MOST_COSTLY:
                return None
        made = self.calls.make(case)
        if made is None:
            self._note_missing(attempt, self.calls.problem)
        elif not made.wall:
            self.remember(attempt, made)
        return made

    def remember(self, attempt: Attempt, made: Made) -> None:
        """Remember what a call that decides something was made of."""
        self._attempts.setdefault(made.number, attempt)
        self.inputs.note(attempt, made)

    def _cannot_be_made(self, attempt: Attempt) -> bool:
        """Whether one of its objects failed before, for the same caller or for the user."""
        callers = (Caller(), attempt.caller)
        return any((one.name, who) in self._missing for one in attempt.arguments for who in callers)

    def _note_missing(self, attempt: Attempt, problem: str) -> None:
        """Remember the object whose steps failed, so that no call is wasted on it again."""
        found = _VARIABLE.search(problem.partition(": ")[0]) if "fails with" in problem else None
        if found and int(found[1]) < len(attempt.arguments):
            self._missing.add((attempt.arguments[int(found[1])].name, attempt.caller))
