"""Checks: what passed, failed or was skipped, for the formats that speak of tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kapi.finding import Finding, Severity
from kapi.report.place import path

__all__ = ["Check", "checks_of", "grouped"]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check of the ``group``, a file or an API.

    ``kind`` is a severity or a verdict, ``message`` what is wrong or why it was skipped, ``detail``
    more of it, in one line.
    """

    group: str
    name: str
    outcome: Literal["pass", "fail", "skip"]
    kind: str = ""
    message: str = ""
    detail: str = ""


def checks_of(findings: Iterable[Finding]) -> Iterator[Check]:
    """Yield each finding as a check of its file: a note passes."""
    for one in findings:
        line = one.span.line
        yield Check(
            group=path(one.span) or "kapi",
            name=f"{one.code}, line {line}" if line else one.code,
            outcome="pass" if one.severity is Severity.NOTE else "fail",
            kind=one.severity.value,
            message=one.message,
            detail=one.hint,
        )


def grouped(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """Return the checks of each group, in the order of their first ones."""
    groups: dict[str, list[Check]] = {}
    for one in checks:
        groups.setdefault(one.group, []).append(one)
    return groups
