"""``x-ignore: RULE, REASON``: findings that the author of a spec has looked at.

The tag stands in the spec, for all of it, or in a block, for that block; in C specs it is a
comment. Without a reason it suppresses nothing; one that suppresses nothing is a finding itself.
A reason may end in ``expires: YYYY-MM-DD``: after that day the tag suppresses nothing.
"""

from __future__ import annotations

import datetime
import heapq
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.elements import Extension
from kapi.model.spec import Spec, elements
from kapi.span import Span
from kapi.vocab.spelling import SUPPRESSION

_EXPIRES = re.compile(r"(?:^|[,;.]?\s+)expires:\s*(\S*?)\.?$")


class Suppressed(NamedTuple):
    """A finding that a tag suppresses, and the reason it gives."""

    finding: Finding
    reason: str


class _Mark(msgspec.Struct, frozen=True):
    """One tag: the rule it names, its reason, its last day, and the lines that it is about."""

    rule: str
    reason: str
    expires: str
    api: str
    tag: Span
    about: Span

    def has_ended(self, today: datetime.date) -> bool:
        """Whether its last day is over, or is no date."""
        try:
            return bool(self.expires) and datetime.date.fromisoformat(self.expires) < today
        except ValueError:
            return True


def apply(
    specs: Sequence[Spec],
    findings: Sequence[Finding],
    known: Iterable[str],
    ran: Iterable[str],
    today: datetime.date | None = None,
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Return the findings that stay, with those about the tags themselves, and the suppressed.

    ``known`` are the ids of all rules, ``ran`` of those that ran: a tag for another one cannot
    be called stale. ``today`` (None is what the clock says, in UTC) ends tags that expire.
    """
    known, ran = frozenset(known), frozenset(ran)
    today = today or datetime.datetime.now(datetime.UTC).date()
    marks = [mark for spec in specs for mark in _marks(spec)]
    ended = {number for number, mark in enumerate(marks) if mark.has_ended(today)}
    chosen = _chosen(marks, findings, ended)
    used = set(chosen.values())
    kept = [finding for number, finding in enumerate(findings) if number not in chosen]
    suppressed = [
        Suppressed(findings[number], marks[mark].reason) for number, mark in sorted(chosen.items())
    ]
    for number, mark in enumerate(marks):
        problem = _problem(mark, number in used, number in ended, known, ran)
        if problem and problem.code in ran:
            kept.append(problem)
    kept.sort(key=lambda finding: (*finding.span.position, finding.code))
    return tuple(kept), tuple(suppressed)


def _chosen(
    marks: Sequence[_Mark], findings: Sequence[Finding], ended: Collection[int]
) -> dict[int, int]:
    """Return the first mark that suppresses each finding, both by their numbers.

    One pass over the lines for each rule and file: the marks whose lines have begun wait in a
    heap, so that many marks and many findings cost no more than their sum.
    """
    by_place: dict[tuple[str, str, str], list[int]] = {}
    for number, mark in enumerate(marks):
        if mark.reason and number not in ended:
            by_place.setdefault((mark.rule, mark.about.source, mark.about.file), []).append(number)
    asked: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        place = (finding.code, finding.span.source, finding.span.file)
        if place in by_place:
            asked.setdefault(place, []).append(number)
    chosen: dict[int, int] = {}
    for place, numbers in asked.items():
        waiting = sorted(by_place[place], key=lambda mark: marks[mark].about.line, reverse=True)
        begun: list[int] = []
        for number in sorted(numbers, key=lambda one: findings[one].span.line):
            line = findings[number].span.line
            while waiting and marks[waiting[-1]].about.line <= line:
                heapq.heappush(begun, waiting.pop())
            while begun and _last(marks[begun[0]]) < line:
                heapq.heappop(begun)
            if begun:
                chosen[number] = begun[0]
    return chosen


def _last(mark: _Mark) -> int:
    return max(mark.about.end_line, mark.about.line)


def _problem(
    mark: _Mark, used: bool, ended: bool, known: frozenset[str], ran: frozenset[str]
) -> Finding | None:
    if mark.rule not in known:
        return _finding("unknown-suppression", mark, f"there is no rule '{mark.rule}'")
    if not mark.reason:
        message = f"the suppression of {mark.rule} has no reason"
        return _finding("suppression-without-reason", mark, message, "x-ignore: RULE, REASON")
    if ended:
        message = f"the suppression of {mark.rule} holds until {mark.expires}"
        return _finding("expired-suppression", mark, message, "expires: YYYY-MM-DD")
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
    reason = reason.strip()
    last = _EXPIRES.search(reason)
    expires = (last[1] or "no date") if last else ""
    reason = reason[: last.start()] if last else reason
    return _Mark(rule.strip(), reason, expires, spec.name, one.span or about, about)
