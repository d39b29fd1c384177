"""Calls that are made once, however many specs of one API they are judged against."""

from __future__ import annotations

import msgspec

from kapi.conform.case import Case
from kapi.conform.observe import Observation, Values, observe
from kapi.conform.sandbox import Ran
from kapi.conform.subject import Subject
from kapi.expr.nodes import Node

__all__ = ["Recorder"]

_Key = tuple[str, tuple[str, ...], frozenset[str]]


class _Kept(msgspec.Struct):
    """One call: what ran, and each term that was measured before and after it."""

    ran: Ran
    before: dict[Node, int | None]
    after: dict[Node, int | None] | None


class Recorder:
    """An observer: a case whose terms were all measured is not run again.

    A case is another one where other capabilities are left to it. ``made`` counts the calls that
    were run.
    """

    def __init__(self) -> None:
        self.made = 0
        self._kept: dict[_Key, list[_Kept]] = {}

    def __call__(self, case: Case, subject: Subject, seconds: float) -> Observation:
        """Make the call, unless it is known."""
        runs = self._kept.setdefault((case.family, case.inputs, subject.capabilities), [])
        kept = next((one for one in runs if _knows(one, subject)), None)
        if kept is None:
            kept = self._run(case, subject, seconds)
            runs.append(kept)
        if kept.ran.call is None:
            return Observation(kept.ran)
        before = tuple(kept.before[node] for node in subject.before)
        return Observation(kept.ran, before, _after(kept, subject))

    def _run(self, case: Case, subject: Subject, seconds: float) -> _Kept:
        self.made += 1
        found = observe(case, subject, seconds)
        before = dict(zip(subject.before, found.before or (), strict=False))
        after = None
        if found.after is not None:
            after = dict(zip(subject.changes.terms, found.after, strict=True))
        return _Kept(found.ran, before, after)


def _knows(kept: _Kept, subject: Subject) -> bool:
    if kept.ran.call is None:
        return True
    known_after = kept.after is None or set(subject.changes.terms) <= set(kept.after)
    return set(subject.before) <= set(kept.before) and known_after


def _after(kept: _Kept, subject: Subject) -> Values | None:
    if kept.after is None:
        return None
    return tuple(kept.after[node] for node in subject.changes.terms)
