"""Edits of a spec, judged by the calls that were made for the right one, and by few more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Calls
from kapi.conform.cases import cases_for
from kapi.conform.decide import decide
from kapi.conform.results import Result
from kapi.conform.search import RANDOM, Search
from kapi.conform.subject import Subject
from kapi.conform.trial import Tried, share, together
from kapi.expr.nodes import Node
from kapi.expr.parser import ExpressionError, parse
from kapi.expr.terms import terms
from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition, SideEffect, Signal, StateTransition
from kapi.model.spec import Spec
from kapi.model.variants import View, views
from kapi.vocab.architectures import Architecture

from .edit import Edit, elements
from .kinds import spoken_of
from .recorded import Recorder
from .score import notice

__all__ = ["Replay", "recorder_for"]

_MORE_CALLS = 100
"""How many calls an edit may ask for at least, where the right spec used its budget up."""


def recorder_for(spec: Spec, edits: Iterable[Edit], earlier: bytes = b"") -> Recorder:
    """Return what makes the calls for ``spec`` and measures what ``edits`` look at.

    ``earlier`` are the calls of another run.
    """
    return Recorder(*_looked_at(spec, edits), earlier)


class Replay:
    """The calls for ``spec``, made once by ``recorder``; each edit is judged by them.

    ``results`` are those of the right spec.
    """

    def __init__(self, spec: Spec, recorder: Recorder, architecture: Architecture) -> None:
        self._spec = spec
        self._architecture = architecture
        self.recorder = recorder
        works: list[Attempt] = []
        self._tried = [self._right(view, works) for view in views(spec)]
        self.results = _together([one.results for one in self._tried], spec)

    def outcome(self, edit: Edit) -> str:
        """Return what became of ``edit``, as `notice` says it."""
        again = self._again(edit)
        near = _near(edit)
        outcome = notice(edit, self.results, again.results(near))
        if outcome == "found":
            return outcome
        if outcome == "unreached":  # what no call showed of the right claim, none shows of a wrong
            return notice(edit, self.results, again.results())
        outcome = notice(edit, self.results, again.looked().results(near))
        if outcome != "missed":
            return outcome
        return notice(edit, self.results, again.results())

    def edited(self, edit: Edit) -> tuple[Result, ...]:
        """Return what becomes of the claims of ``edit``, after the calls that it leads to."""
        return self._again(edit).looked().results(frozenset(edit.edited))

    def _again(self, edit: Edit) -> _Edited:
        searches = [
            right.results if view.spec == right.view.spec else self._replayed(view, right)
            for view, right in zip(views(edit.spec), self._tried, strict=True)
        ]
        return _Edited(edit, searches)

    def _right(self, view: View, works: list[Attempt]) -> _Right:
        calls = Calls(
            Subject(view, self._architecture), self.recorder, share(len(views(self._spec)))
        )
        search = Search(calls, cases_for(self._spec).all, 0, RANDOM, works)
        search.run()
        works += search.works()
        return _Right(view, search, decide(calls))

    def _replayed(self, view: View, right: _Right) -> _Again:
        budget = max(share(len(views(self._spec))), len(right.attempts) + _MORE_CALLS)
        calls = Calls(Subject(view, self._architecture), self.recorder, budget)
        return _Again(calls, right)


def _together(found: Sequence[tuple[Result, ...]], spec: Spec) -> tuple[Result, ...]:
    return together([Tried(results=one) for one in found], claims(spec), {}).results


class _Edited:
    """An edit under each variant: a search where the edit is, and else what the right one found."""

    def __init__(self, edit: Edit, variants: Sequence[tuple[Result, ...] | _Again]) -> None:
        self._edit = edit
        self._variants = variants

    def looked(self) -> _Edited:
        """Make the calls that the edit leads to."""
        for one in self._variants:
            if isinstance(one, _Again):
                one.look_for(frozenset(self._edit.edited))
        return self

    def results(self, about: frozenset[str] | None = None) -> tuple[Result, ...]:
        """Return what the calls say by now of the claims ``about``, or of all."""
        found = [
            decide(one.calls, about=about) if isinstance(one, _Again) else one
            for one in self._variants
        ]
        return _together(found, self._edit.spec)


class _Right:
    """What was tried of the right spec under one variant."""

    def __init__(self, view: View, search: Search, results: tuple[Result, ...]) -> None:
        self.view = view
        self.results = results
        self.bases = search.bases
        self.attempts = search.attempts


class _Again(Search):
    """Makes the calls of another search, and then those that a changed claim leads to."""

    def __init__(self, calls: Calls, right: _Right) -> None:
        super().__init__(calls, (), 0, 0)
        self.bases = right.bases
        for attempt, case in right.attempts:
            made = self.calls.make(case)
            if made is not None and not made.wall:
                self.remember(attempt, made)

    def look_for(self, changed: frozenset[str]) -> None:
        """Look for what is open of the claims ``changed``, and doubt what is shown of them."""
        self.about = changed
        for attempt in self.around_bases():
            self.make(attempt)
        self.complete()


def _near(edit: Edit) -> frozenset[str]:
    """The edited claims, and those that speak of the same errnos and capabilities."""
    alike = (one.id for one in claims(edit.spec) if set(edit.names) & set(spoken_of(one.element)))
    return frozenset((*edit.edited, *alike))


def _looked_at(spec: Spec, edits: Iterable[Edit]) -> tuple[list[Node], list[Node]]:
    """What the expressions of the edits look at: of errors, and of what calls change."""
    known = {id(element) for _, element in elements(spec)}
    parameters = [param.name for param in spec.params]
    conditions: list[Node] = []
    changes: list[Node] = []
    for edit in edits:
        for _, element in elements(edit.spec):
            if id(element) not in known:
                known.add(id(element))
                conditions += _nodes(element, ErrorCondition)
                changes += _nodes(element, SideEffect | StateTransition | Signal)
    return list(terms(conditions, parameters)), list(terms(changes, parameters))


def _nodes(element: Any, kind: Any) -> Iterator[Node]:
    for text in (getattr(element, field, None) for field in ("when", "needs", "unless", "after")):
        if isinstance(element, kind) and text:
            try:
                yield parse(text)
            except ExpressionError:
                continue
