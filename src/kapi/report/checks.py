"""Checks: what passed, failed or was skipped, for the formats that speak of tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from kapi.finding import Finding, Severity
from kapi.report.location import path


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


def checks_of(findings: Iterable[Finding]) -> tuple[Check, ...]:
    """Return each finding as a check of its file: a note passes. Without any, one check passes."""
    found = tuple(map(_check, findings))
    return found or (Check(group="kapi", name="no findings", outcome="pass"),)


def _check(finding: Finding) -> Check:
    line = finding.span.line
    return Check(
        group=path(finding.span) or "kapi",
        name=f"{finding.code}, line {line}" if line else finding.code,
        outcome="pass" if finding.severity is Severity.NOTE else "fail",
        kind=finding.severity.value,
        message=finding.message,
        detail=finding.hint,
    )


def grouped(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """Return the checks of each group, in the order of their first ones."""
    groups: dict[str, list[Check]] = {}
    for one in checks:
        groups.setdefault(one.group, []).append(one)
    return groups
