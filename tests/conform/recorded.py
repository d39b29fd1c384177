"""Calls that are made once, however many specs of one API they are judged against."""

from __future__ import annotations

import msgspec

from kapi.conform.case import Case
from kapi.conform.observe import Observation, Values, observe
from kapi.conform.sandbox import Ran
from kapi.conform.subject import Subject
from kapi.expr.nodes import Node

__all__ = ["Recorder"]


class _Kept(msgspec.Struct):
    """One call: what ran, and each term that was measured before and after it."""

    ran: Ran
    before: dict[Node, int | None]
    after: dict[Node, int | None] | None


class Recorder:
    """An observer: a case whose terms were all measured is not run again.

    ``made`` counts the calls that were.
    """

    def __init__(self) -> None:
        self.made = 0
        self._kept: dict[tuple[str, tuple[str, ...]], _Kept] = {}

    def __call__(self, case: Case, subject: Subject, seconds: float) -> Observation:
        """Make the call, unless it is known."""
        key = (case.family, case.inputs)
        kept = self._kept.get(key)
        if kept is None or not self._knows(kept, subject):
            kept = self._kept[key] = self._run(case, subject, seconds)
        if kept.ran.call is None:
            return Observation(kept.ran)
        before = tuple(kept.before[node] for node in subject.before)
        after = self._after(kept, subject)
        return Observation(kept.ran, before, after)

    def _run(self, case: Case, subject: Subject, seconds: float) -> _Kept:
        self.made += 1
        found = observe(case, subject, seconds)
        before = dict(zip(subject.before, found.before or (), strict=False))
        after = None
        if found.after is not None:
            after = dict(zip(subject.changes.terms, found.after, strict=True))
        return _Kept(found.ran, before, after)

    @staticmethod
    def _knows(kept: _Kept, subject: Subject) -> bool:
        if kept.ran.call is None:
            return True
        known_after = kept.after is None or set(subject.changes.terms) <= set(kept.after)
        return set(subject.before) <= set(kept.before) and known_after

    @staticmethod
    def _after(kept: _Kept, subject: Subject) -> Values | None:
        if kept.after is None:
            return None
        return tuple(kept.after[node] for node in subject.changes.terms)
