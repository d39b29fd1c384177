"""Findings as KTAP version 1: a test for each file, a subtest for each finding.

Source: ``Documentation/dev-tools/ktap.rst``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kapi.finding import Finding, Severity
from kapi.report.place import path

__all__ = ["write"]


def write(findings: Sequence[Finding]) -> str:
    """Return the whole output; a note passes, and without findings one test passes."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(path(finding.span) or "kapi", []).append(finding)
    rows = ["KTAP version 1", f"1..{max(len(files), 1)}"]
    for number, (name, inside) in enumerate(files.items(), start=1):
        rows += _file(number, name, inside)
    if not files:
        rows.append("ok 1 no findings")
    return "\n".join(rows) + "\n"


def _file(number: int, name: str, findings: Sequence[Finding]) -> list[str]:
    rows = ["  KTAP version 1", f"  1..{len(findings)}"]
    for index, finding in enumerate(findings, start=1):
        passed = "ok" if finding.severity is Severity.NOTE else "not ok"
        rows.append(f"  # {finding.severity.value}: {_line(finding.message)}")
        if finding.hint:
            rows.append(f"  # hint: {_line(finding.hint)}")
        rows.append(f"  {passed} {index} {finding.code} line {finding.span.line}")
    failed = any(finding.severity is not Severity.NOTE for finding in findings)
    rows.append(f"{'not ok' if failed else 'ok'} {number} {_line(name)}")
    return rows


def _line(text: str) -> str:
    """One line; ``#`` begins a directive behind a result."""
    return " ".join(text.split()).replace("#", "\\#")
