"""``x-ignore: RULE, REASON``: findings that the author of a spec has looked at.

The tag stands in the spec, for all of it, or in a block, for that block; in C specs it is a
comment. Without a reason it suppresses nothing; one that suppresses nothing is a finding itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.elements import Extension
from kapi.model.spec import Spec, elements
from kapi.span import Span
from kapi.vocab.spelling import SUPPRESSION

__all__ = ["Suppressed", "apply"]


class Suppressed(NamedTuple):
    """A finding that a tag suppresses, and the reason it gives."""

    finding: Finding
    reason: str


class _Mark(msgspec.Struct, frozen=True):
    """One tag: the rule it names, its reason, and the lines that it is about."""

    rule: str
    reason: str
    api: str
    tag: Span
    about: Span


def apply(
    specs: Sequence[Spec], findings: Sequence[Finding], known: Iterable[str], ran: Iterable[str]
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Return the findings that stay, with those about the tags themselves, and the suppressed.

    ``known`` are the ids of all rules, ``ran`` of those that ran: a tag for another one cannot
    be called stale.
    """
    known, ran = frozenset(known), frozenset(ran)
    marks = [mark for spec in specs for mark in _marks(spec)]
    used: set[_Mark] = set()
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        mark = next((m for m in marks if m.reason and _covers(m, finding)), None)
        if mark:
            used.add(mark)
            suppressed.append(Suppressed(finding, mark.reason))
        else:
            kept.append(finding)
    for mark in marks:
        problem = _problem(mark, mark in used, known, ran)
        if problem and problem.code in ran:
            kept.append(problem)
    kept.sort(key=lambda finding: (*finding.span.position, finding.code))
    return tuple(kept), tuple(suppressed)


def _problem(mark: _Mark, used: bool, known: frozenset[str], ran: frozenset[str]) -> Finding | None:
    if mark.rule not in known:
        return _finding("unknown-suppression", mark, f"there is no rule '{mark.rule}'")
    if not mark.reason:
        message = f"the suppression of {mark.rule} has no reason"
        return _finding("suppression-without-reason", mark, message, "x-ignore: RULE, REASON")
    if not used and mark.rule in ran:
        message = f"{mark.rule} finds nothing here any more"
        return _finding("stale-suppression", mark, message, "remove the line")
    return None


def _finding(code: str, mark: _Mark, message: str, hint: str = "") -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=message,
        span=mark.tag,
        hint=hint,
        api=mark.api,
    )


def _marks(spec: Spec) -> Iterator[_Mark]:
    yield from (_mark(one, spec, spec.span) for one in _tags(spec))
    about: list[Any] = [element for _, element in elements(spec)]
    for variant in spec.variants:
        about += [variant, *(element for _, element in elements(variant))]
    for element in about:
        yield from (_mark(one, spec, element.span) for one in _tags(element))


def _tags(element: Any) -> Iterator[Extension]:
    return (one for one in element.extensions if one.tag == SUPPRESSION)


def _mark(one: Extension, spec: Spec, about: Span) -> _Mark:
    rule, _, reason = one.text.partition(",")
    return _Mark(rule.strip(), reason.strip(), spec.name, one.span or about, about)


def _covers(mark: _Mark, finding: Finding) -> bool:
    there, about = finding.span, mark.about
    if mark.rule != finding.code or (there.source, there.file) != (about.source, about.file):
        return False
    return about.line <= there.line <= max(about.end_line, about.line)
