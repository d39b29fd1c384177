"""Calls that are made once, however many specs of one API they are judged against."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

import msgspec

from kapi.conform.case import Case
from kapi.conform.observe import Observation, Values, observe
from kapi.conform.sandbox import Ran
from kapi.conform.subject import Subject
from kapi.expr.nodes import Node, names
from kapi.situation.measure import Field

from .conditions import STRANGERS

__all__ = ["Recorder"]

_Key = tuple[str, tuple[str, ...], frozenset[str]]
_Term = tuple[Node, tuple[Field | None, ...]]
"""What is measured: the same member at another offset is another term."""


class _Kept(msgspec.Struct):
    """One call: what ran, and each term that was measured before and after it."""

    ran: Ran
    before: dict[_Term, int | None]
    after: dict[_Term, int | None] | None


class Recorder:
    """An observer: a case whose terms were all measured is not run again.

    A case is another one where other capabilities are left to it; those that edits put in are
    left to all. ``before`` and ``after`` are terms that are measured in each call besides those
    of its spec, because a spec that comes later looks at them. ``made`` counts the calls that
    were run.
    """

    def __init__(self, before: Iterable[Node] = (), after: Iterable[Node] = ()) -> None:
        self.made = 0
        self._more = (tuple(before), tuple(after))
        self._kept: dict[_Key, list[_Kept]] = {}
        self._looked_at: tuple[Subject | None, list[_Term], list[_Term]] = (None, [], [])

    def __call__(self, case: Case, subject: Subject, seconds: float) -> Observation:
        """Make the call, unless it is known."""
        if self._looked_at[0] is not subject:
            before, after = _named(subject, subject.before), _named(subject, subject.changes.terms)
            self._looked_at = (subject, before, after)
        _, before, after = self._looked_at
        key = (case.family, case.inputs, subject.capabilities - STRANGERS)
        runs = self._kept.setdefault(key, [])
        kept = next((one for one in runs if _knows(one, before, after)), None)
        if kept is None:
            kept = self._run(case, subject, seconds)
            runs.append(kept)
        if kept.ran.call is None:
            return Observation(kept.ran)
        found = tuple(kept.before[term] for term in before)
        return Observation(kept.ran, found, _after(kept, after))

    def _run(self, case: Case, subject: Subject, seconds: float) -> _Kept:
        self.made += 1
        wide = _wider(subject, *self._more)
        found = observe(case, wide, seconds)
        before = dict(zip(_named(wide, wide.before), found.before or (), strict=False))
        after = None
        if found.after is not None:
            terms = _named(wide, wide.changes.terms)
            after = dict(zip(terms, found.after, strict=True))
        return _Kept(found.ran, before, after)


def _wider(subject: Subject, before: tuple[Node, ...], after: tuple[Node, ...]) -> Subject:
    """``subject`` with more to measure, and with the capabilities that edits put in."""
    wide = copy.copy(subject)
    wide.changes = copy.copy(subject.changes)
    wide.before = tuple(dict.fromkeys((*subject.before, *before, *after)))
    wide.changes.terms = tuple(dict.fromkeys((*subject.changes.terms, *after)))
    wide.capabilities = subject.capabilities | STRANGERS
    return wide


def _named(subject: Subject, nodes: Sequence[Node]) -> list[_Term]:
    return [
        (node, tuple(subject.fields.get(one) for one in names(node) if "->" in one))
        for node in nodes
    ]


def _knows(kept: _Kept, before: list[_Term], after: list[_Term]) -> bool:
    if kept.ran.call is None:
        return True
    known = all(term in kept.before for term in before)
    return known and (kept.after is None or all(term in kept.after for term in after))


def _after(kept: _Kept, terms: list[_Term]) -> Values | None:
    if kept.after is None:
        return None
    return tuple(kept.after[term] for term in terms)
