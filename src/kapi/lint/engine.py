"""Runs rules over specs: problems become findings, a rule that breaks is named, order is fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from kapi.finding import Finding
from kapi.lint.rule import Problem, Rule
from kapi.model.spec import Spec
from kapi.model.variants import resolve_variant
from kapi.span import moved


class Broken(msgspec.Struct, frozen=True):
    """A defect of kapi: the rule ``id`` raised ``error``, first while it looked at ``api``."""

    id: str
    api: str
    error: str
    times: int = 1


class _Known(NamedTuple):
    """What was found in a spec; ``text`` is the spec with places that count from its first line."""

    spec: Spec
    text: bytes
    found: list[Finding]


class Checked:
    """What rules found in single specs, for a text that is linted again and again.

    A spec that has only moved is not looked at again, unless a finding names a line.
    """

    def __init__(self) -> None:
        self._ids: tuple[str, ...] = ()
        self._known: dict[int, _Known] = {}

    def take(self, rules: Iterable[Rule], specs: Sequence[Spec]) -> None:
        """Forget all but what ``rules`` found in ``specs``, wherever they stood then."""
        ids = tuple(rule.id for rule in rules)
        before = self._known if ids == self._ids else {}
        by_text = {known.text: known for known in before.values()}
        self._ids, self._known = ids, {}
        for spec in specs:
            known = before.get(id(spec))
            if known is None or known.spec is not spec:
                known = _where(spec, by_text.get(_text(spec)))
            if known:
                self._known[id(spec)] = known

    def get(self, spec: Spec) -> list[Finding] | None:
        """Return what was found in ``spec``; None when it was not looked at."""
        known = self._known.get(id(spec))
        return known.found if known and known.spec is spec else None

    def put(self, spec: Spec, found: list[Finding]) -> None:
        """Remember what was found in ``spec``."""
        self._known[id(spec)] = _Known(spec, _text(spec), found)


def _text(spec: Spec) -> bytes:
    return msgspec.msgpack.encode(moved(spec, 1 - spec.origin.line))


def _where(spec: Spec, known: _Known | None) -> _Known | None:
    """Return what is ``known`` of the same spec, at the place where it stands now."""
    if known is None or any(finding.names_a_line for finding in known.found):
        return None
    by = spec.origin.line - known.spec.origin.line
    return _Known(spec, known.text, [moved(finding, by) for finding in known.found])


def run(
    rules: Iterable[Rule],
    specs: Sequence[Spec],
    read: Iterable[Finding],
    checked: Checked | None = None,
) -> tuple[tuple[Finding, ...], tuple[Broken, ...]]:
    """Return what ``rules`` find in ``specs``, ordered by place, and the rules that broke.

    ``read`` are the findings of the reader, which are ordered with the others. Specs that are in
    ``checked`` are not looked at again.
    """
    rules = tuple(rules)
    if checked:
        checked.take(rules, specs)
    broken: dict[str, Broken] = {}
    found: list[Finding] = [*read]
    for spec in specs:
        known = checked.get(spec) if checked else None
        if known is None:
            known = [
                finding
                for part in _parts(spec)
                for rule in rules
                if rule.check
                for finding in _guarded(rule, part.name, partial(_one, rule, part), broken)
            ]
            if checked:
                checked.put(spec, known)
        found += known
    for rule in rules:
        if rule.check_set:
            found += _guarded(rule, "", partial(_set, rule, specs), broken)
    first = {_key(finding): finding for finding in reversed(found)}
    ordered = sorted(first.values(), key=lambda f: (*f.span.position, f.code, f.message))
    return tuple(ordered), tuple(broken.values())


def _parts(spec: Spec) -> tuple[Spec, ...]:
    """The spec, and what it is under each variant: what is wrong in one is wrong there."""
    return (spec, *(resolve_variant(spec, variant) for variant in spec.variants))


def _guarded(
    rule: Rule, api: str, work: Callable[[], Iterator[Finding]], broken: dict[str, Broken]
) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(work())
    except Exception as error:  # the other rules still run; the command ends with code 70
        text = " ".join(f"{type(error).__name__}: {error}".split())
        first = broken.setdefault(rule.id, Broken(rule.id, api, text, 0))
        broken[rule.id] = msgspec.structs.replace(first, times=first.times + 1)
    return found


def _one(rule: Rule, spec: Spec) -> Iterator[Finding]:
    assert rule.check
    return (_finding(rule, problem, spec.name) for problem in rule.check(spec))


def _set(rule: Rule, specs: Sequence[Spec]) -> Iterator[Finding]:
    assert rule.check_set
    return (_finding(rule, problem, "") for problem in rule.check_set(specs))


def _finding(rule: Rule, problem: Problem, api: str) -> Finding:
    return Finding(
        code=rule.id,
        severity=rule.severity,
        message=problem.message,
        span=problem.span,
        hint=problem.hint,
        api=api,
        about=problem.about,
        fix=problem.fix,
        other=problem.other,
    )


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.message, finding.span.position)
