"""Calls that are made once, however many specs of one API they are judged against."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterable, Sequence

import msgspec

from kapi.conform.case import Case
from kapi.conform.observe import Observation, Values, observe
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.expr.nodes import Node, names
from kapi.situation.measure import Field

from .conditions import STRANGERS

__all__ = ["Recorder"]

_Key = tuple[str, tuple[str, ...], frozenset[str]]
_Term = tuple[Node, tuple[Field | None, ...]]
"""What is measured: the same member at another offset is another term."""


class _Terms:
    """What was measured in some calls: each term with its place among the values.

    Of each list of terms that is asked for, the places are kept.
    """

    def __init__(self, terms: Sequence[_Term]) -> None:
        self._places = {term: place for place, term in enumerate(terms)}
        self._asked: tuple[object, tuple[int, ...] | None] = (None, None)

    def places(self, terms: Sequence[_Term]) -> tuple[int, ...] | None:
        """Return where the values of ``terms`` are; None where one was not measured."""
        if self._asked[0] is not terms:
            found = tuple(map(self._places.get, terms))
            self._asked = (terms, None if None in found else found)  # type: ignore[assignment]
        return self._asked[1]


class _Kept(msgspec.Struct):
    """One call: what ran, and the values that were measured before and after it, with terms."""

    ran: Ran
    before: Values
    before_terms: _Terms
    after: Values | None
    after_terms: _Terms


class Recorder:
    """An observer: a case whose terms were all measured is not run again.

    A case is another one where other capabilities are left to it; those that edits put in are
    left to all. ``before`` and ``after`` are terms that are measured in each call besides those
    of its spec, because a spec that comes later looks at them. ``earlier`` is what `saved` of
    another run gave. ``made`` counts the calls that were run.
    """

    def __init__(
        self, before: Iterable[Node] = (), after: Iterable[Node] = (), earlier: bytes = b""
    ) -> None:
        self.made = 0
        self._more = (tuple(before), tuple(after))
        self._kept: dict[_Key, list[_Kept]] = {}
        self._looked_at: tuple[Subject | None, list[_Term], list[_Term]] = (None, [], [])
        self._measured: dict[tuple[_Term, ...], _Terms] = {}
        if earlier:
            self._kept, self._measured = pickle.loads(earlier)

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
        return Observation(
            kept.ran,
            _values(kept.before, kept.before_terms, before),
            (_values(kept.after, kept.after_terms, after) if kept.after is not None else None),
        )

    def saved(self) -> bytes:
        """Return all calls, for another run."""
        return pickle.dumps((self._kept, self._measured))

    def _run(self, case: Case, subject: Subject, seconds: float) -> _Kept:
        self.made += 1
        wide = _wider(subject, *self._more)
        found = observe(case, wide, seconds)
        return _Kept(
            found.ran,
            found.before or (),
            self._terms(_named(wide, wide.before)),
            found.after,
            self._terms(_named(wide, wide.changes.terms)),
        )

    def _terms(self, terms: Sequence[_Term]) -> _Terms:
        return self._measured.setdefault(tuple(terms), _Terms(terms))


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
    if kept.before_terms.places(before) is None:
        return False
    return kept.after is None or kept.after_terms.places(after) is not None


def _values(values: Values, measured: _Terms, terms: list[_Term]) -> Values:
    return tuple(values[place] for place in measured.places(terms) or ())
