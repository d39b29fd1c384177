"""Runs rules over specs: problems become findings, a rule that breaks is named, order is fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import msgspec

from kapi.finding import Finding
from kapi.lint.rule import Problem, Rule
from kapi.model.spec import Spec
from kapi.model.variants import resolve_variant

__all__ = ["Broken", "run"]


class Broken(msgspec.Struct, frozen=True):
    """A defect of kapi: the rule ``id`` raised ``error``, first while it looked at ``api``."""

    id: str
    api: str
    error: str
    times: int = 1


def run(
    rules: Iterable[Rule], specs: Sequence[Spec], read: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Broken, ...]]:
    """Return what ``rules`` find in ``specs``, ordered by place, and the rules that broke.

    ``read`` are the findings of the reader, which are ordered with the others.
    """
    rules = tuple(rules)
    broken: dict[str, Broken] = {}
    found: list[Finding] = [*read]
    parts = [part for spec in specs for part in _parts(spec)]
    for rule in rules:
        for part in parts if rule.check else ():
            found += _guarded(rule, part.name, partial(_one, rule, part), broken)
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
    )


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.message, finding.span.position)
