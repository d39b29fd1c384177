"""Findings as an editor shows them, and the edits that answer them."""

from __future__ import annotations

import pytest
from lsprotocol import types

from kapi.editor.diagnostics import actions, diagnostic
from kapi.finding import Finding, Fix, Severity
from kapi.span import Span

LINES = " * param: flags\n *   type: uint, inptu\n".splitlines(keepends=True)
FOUND = Finding(
    code="unknown-word",
    severity=Severity.WARNING,
    message="m",
    hint="h",
    span=Span(source="a.c", file="a.c", line=2, column=18),
    about=("type", "inptu"),
    fix=Fix("input", safe=True),
)


def test_it_stands_at_its_word_with_its_hint() -> None:
    shown = diagnostic(FOUND, LINES)
    assert (shown.range.start, shown.range.end) == (types.Position(1, 17), types.Position(1, 22))
    assert LINES[1][17:22] == "inptu"
    assert (shown.message, shown.code, shown.source) == ("m\nh", "unknown-word", "kapi")
    assert shown.severity is types.DiagnosticSeverity.Warning


@pytest.mark.parametrize(
    ("line", "column", "start", "end"),
    [(2, 2, (1, 1), (1, 22)), (0, 0, (0, 0), (0, 15)), (99, 99, (1, 22), (1, 22))],
)
def test_without_a_word_it_goes_to_the_end_of_a_line_that_is_there(
    line: int, column: int, start: tuple[int, int], end: tuple[int, int]
) -> None:
    place = Span(source="a.c", file="a.c", line=line, column=column)
    found = Finding(code="c", severity=Severity.NOTE, message="m", span=place)
    shown = diagnostic(found, LINES).range
    assert (shown.start, shown.end) == (types.Position(*start), types.Position(*end))


def test_the_fix_is_preferred_where_it_is_safe_and_a_suppression_stands_below_the_head() -> None:
    fix, ignore = actions("u", FOUND, diagnostic(FOUND, LINES), LINES)
    assert fix.edit
    assert fix.edit.changes
    assert ignore.edit
    assert ignore.edit.changes
    assert (fix.title, fix.is_preferred) == ("Write input", True)
    assert fix.edit.changes["u"][0].new_text == "input"
    (edit,) = ignore.edit.changes["u"]
    assert edit.range.start == edit.range.end == types.Position(1, 0)
    assert edit.new_text == " *   x-ignore: unknown-word, reason\n"
