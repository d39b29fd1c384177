"""Findings as a compiler prints them: ``FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from kapi.finding import Finding, Severity
from kapi.printable import line
from kapi.span import Span

__all__ = ["Paint", "Role", "plain", "summary", "write"]

Role = Literal["place", "error", "warning", "note", "code", "label"]
"""What a piece of text is; the painter decides how that looks."""

Paint = Callable[[Role, str], str]
Quote = Callable[[Span], str]

_ROLES: dict[Severity, Role] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def plain(role: Role, text: str) -> str:
    """The painter that adds nothing."""
    return text


def write(findings: Sequence[Finding], *, paint: Paint = plain, quote: Quote | None = None) -> str:
    """Return ``findings`` as lines, in the order given.

    ``quote`` returns the line of text that a span points at (or nothing); then that line
    follows, with a mark below the column.
    """
    return "".join(_lines(finding, paint, quote) for finding in findings)


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
    where = _place(finding.span)
    start = paint("place", where + ":") + " " if where else ""
    code = paint("code", f"[{finding.code}]")
    rows = [f"{start}{paint(role, word + ':')} {line(finding.message)} {code}"]
    if quote:
        rows += _quoted(finding.span, quote)
    if finding.hint:
        rows.append(f"  {paint('label', 'hint:')} {line(finding.hint)}")
    return "\n".join(rows) + "\n"


def _place(span: Span) -> str:
    """Lines count in the text the user named; in a tree that is the file, which starts with it."""
    inside = span.file.startswith(span.source)
    name = line(span.file if inside else span.source)
    numbers = [str(number) for number in (span.line, span.column) if number]
    return ":".join([name, *numbers]) if name else ""


def _quoted(span: Span, quote: Quote) -> list[str]:
    quoted = quote(span) if span.line else ""
    if not quoted.strip():
        return []
    before = quoted[: max(span.column - 1, 0)].expandtabs()
    rows = [f"{span.line:6} | {line(quoted.expandtabs())}"]
    if span.column:
        rows.append(" " * 6 + " | " + " " * len(line(before)) + "^")
    return rows
