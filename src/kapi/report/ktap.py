"""Checks as KTAP version 1: a test for each file or API, a subtest for each check.

Source: ``Documentation/dev-tools/ktap.rst``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kapi.printable import line
from kapi.report.checks import Check, grouped
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the whole output; a group of which all was skipped is skipped."""
    groups = grouped(report.checks)
    rows: list[str] = []
    for number, (name, inside) in enumerate(groups.items(), start=1):
        rows += _group(number, name, inside)
    return Written(
        text="".join(f"{row}\n" for row in ("KTAP version 1", f"1..{len(groups)}", *rows))
    )


def _group(number: int, name: str, checks: Sequence[Check]) -> list[str]:
    rows = ["  KTAP version 1", f"  1..{len(checks)}"]
    for index, one in enumerate(checks, start=1):
        passed = "not ok" if one.outcome == "fail" else "ok"
        skipped = f" # SKIP {_line(one.message)}" if one.outcome == "skip" else ""
        if one.outcome != "skip" and one.message:
            rows.append(f"  # {one.kind}: {_line(one.message)}")
            rows += [f"  # {_line(one.detail)}"] if one.detail else []
        rows.append(f"  {passed} {index} {_line(one.name)}{skipped}")
    outcomes = {one.outcome for one in checks}
    end = " # SKIP" if outcomes == {"skip"} else ""
    rows.append(f"{'not ok' if 'fail' in outcomes else 'ok'} {number} {_line(name)}{end}")
    return rows


def _line(text: str) -> str:
    """One line; ``#`` begins a directive after a result."""
    return line(" ".join(text.split())).replace("#", "\\#")


FORMAT = ReportFormat(name="ktap", write=write, medium=Medium.PEOPLE, shows=Part.CHECKS)
