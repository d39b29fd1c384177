"""Findings as a compiler prints them: ``FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from kapi.finding import Finding, Severity
from kapi.printable import line
from kapi.report.location import place
from kapi.span import Span
from kapi.written import PLAIN, Look, Paint, Quote, Role, Written, shortened

_REPEATS = 3
"""How many findings of one code in one text are shown before the others are folded."""
_LINES = 8
_NARROWEST = 20

_ROLES: dict[Severity, Role] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def write(findings: Sequence[Finding], look: Look = PLAIN) -> Written:
    """Return ``findings`` as lines, in the order given.

    Where ``look.quote`` gives the line of text that a span points at, that line follows, with a
    mark below the column. Of more than `_REPEATS` of one code in one text the others are one
    line, at the end of that text, unless ``look.long``. Of a quoted line that is longer than
    ``look.width`` the part around the mark is shown.
    """
    text = ""
    for _, group in groupby(findings, lambda one: (one.span.source, one.span.file)):
        shown, others = _folded(list(group), look.long)
        text += "".join(_lines(one, look) for one in shown)
        text += "".join(_more(same, look.paint) for same in others)
    return Written(text=text)


def _folded(
    findings: Sequence[Finding], long: bool
) -> tuple[list[Finding], Iterable[list[Finding]]]:
    """What is shown, and the repeats that are not, by code; one repeat too many is shown."""
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    over = {code: same[_REPEATS:] for code, same in by_code.items() if len(same) > _REPEATS + 1}
    hidden = set() if long else {id(one) for same in over.values() for one in same}
    return [one for one in findings if id(one) not in hidden], () if long else over.values()


def _more(same: Sequence[Finding], paint: Paint) -> str:
    """One line for ``same``: how many, and the first of their lines."""
    first = same[0]
    where = line(place(msgspec.structs.replace(first.span, line=0, column=0)))
    lines = [str(number) for number in dict.fromkeys(one.span.line for one in same) if number]
    rest = " ..." if len(lines) > _LINES else ""
    on = f" on line{'' if len(lines) == 1 else 's'} {', '.join(lines[:_LINES])}{rest}"
    start = paint("place", where + ":") + " " if where else ""
    role = _ROLES[first.severity]
    code = paint("code", f"[{first.code}]")
    words = f"{len(same)} more{on if lines else ''}; -v shows them"
    return f"{start}{paint(role, first.severity.value + ':')} {words} {code}\n"


def summary(findings: Sequence[Finding]) -> str:
    """Return the counts by severity, such as ``1 error, 3 warnings``; nothing for no finding."""
    counts = []
    for severity in Severity:
        number = sum(finding.severity is severity for finding in findings)
        if number:
            counts.append(f"{number} {severity.value}{'' if number == 1 else 's'}")
    return ", ".join(counts)


def _lines(finding: Finding, look: Look) -> str:
    paint, role = look.paint, _ROLES[finding.severity]
    word = finding.severity.value
    where = line(place(finding.span))
    start = paint("place", where + ":") + " " if where else ""
    code = paint("code", f"[{finding.code}]")
    rows = [f"{start}{paint(role, word + ':')} {line(finding.message)} {code}"]
    if look.quote:
        rows += _quoted(finding.span, look.quote, look.width)
    if finding.hint:
        rows.append(f"  {paint('label', 'hint:')} {line(finding.hint)}")
    return "\n".join(rows) + "\n"


def _quoted(span: Span, quote: Quote, width: int | None) -> list[str]:
    """The line of ``span`` and a mark below its column, both in ``width`` columns."""
    quoted = quote(span) if span.line else ""
    if not quoted.strip():
        return []
    number = f"{span.line:6} | "
    before = len(line(quoted[: max(span.column - 1, 0)].expandtabs()))
    text = line(quoted.expandtabs())
    room = None if width is None else max(width - len(number), _NARROWEST)
    if room is not None and len(text) > room:
        cut = max(before - room * 2 // 3, 0)
        text, before = ("…" if cut else "") + text[cut + (cut > 0) :], before - cut
        text = shortened(text, room)
    mark = [" " * (len(number) - 2) + "| " + " " * before + "^"] if span.column else []
    return [number + text, *mark]
