"""Findings as GitLab's code quality report: a JSON array, of which merge requests show what is new.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import msgspec

from kapi.finding import Finding, Severity
from kapi.report.location import fingerprints, path
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written, json_text

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


class _Lines(msgspec.Struct, frozen=True):
    begin: int


class _Location(msgspec.Struct, frozen=True):
    path: str
    lines: _Lines


class _Issue(msgspec.Struct, frozen=True):
    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the array; a finding without a file is said to be of the directory, ``.``."""
    return Written(text=json_text(_issues(report.findings)))


def _issues(findings: Sequence[Finding]) -> list[_Issue]:
    return [
        _Issue(
            description=one.message + (f" ({one.hint})" if one.hint else ""),
            check_name=one.code,
            fingerprint=mark,
            severity=_SEVERITIES[one.severity],
            location=_Location(_relative(path(one.span)), _Lines(max(one.span.line, 1))),
        )
        for one, mark in zip(findings, fingerprints(findings), strict=True)
    ]


def _relative(name: str) -> str:
    """As GitLab wants it: without the ``./`` at the beginning."""
    return str(PurePosixPath(name))


FORMAT = ReportFormat(name="gitlab", write=write, medium=Medium.JSON, shows=Part.FINDINGS)
