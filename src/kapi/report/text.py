"""Findings as a compiler prints them: ``FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]``."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.finding import Finding, Severity
from kapi.printable import line
from kapi.report.place import place
from kapi.span import Span
from kapi.written import PLAIN, Look, Paint, Quote, Role, Written

__all__ = ["summary", "write"]

_ROLES: dict[Severity, Role] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def write(findings: Sequence[Finding], look: Look = PLAIN) -> Written:
    """Return ``findings`` as lines, in the order given.

    Where ``look.quote`` gives the line of text that a span points at, that line follows, with a
    mark below the column.
    """
    return Written(text="".join(_lines(one, look.paint, look.quote) for one in findings))


def summary(findings: Sequence[Finding]) -> str:
    """Return the counts by severity, such as ``1 error, 3 warnings``; nothing for no finding."""
    counts = []
    for severity in Severity:
        number = sum(finding.severity is severity for finding in findings)
        if number:
            counts.append(f"{number} {severity.value}{'' if number == 1 else 's'}")
    return ", ".join(counts)


def _lines(finding: Finding, paint: Paint, quote: Quote | None) -> str:
    role = _ROLES[finding.severity]
    word = finding.severity.value
    where = line(place(finding.span))
    start = paint("place", where + ":") + " " if where else ""
    code = paint("code", f"[{finding.code}]")
    rows = [f"{start}{paint(role, word + ':')} {line(finding.message)} {code}"]
    if quote:
        rows += _quoted(finding.span, quote)
    if finding.hint:
        rows.append(f"  {paint('label', 'hint:')} {line(finding.hint)}")
    return "\n".join(rows) + "\n"


def _quoted(span: Span, quote: Quote) -> list[str]:
    quoted = quote(span) if span.line else ""
    if not quoted.strip():
        return []
    before = quoted[: max(span.column - 1, 0)].expandtabs()
    rows = [f"{span.line:6} | {line(quoted.expandtabs())}"]
    if span.column:
        rows.append(" " * 6 + " | " + " " * len(line(before)) + "^")
    return rows
