from __future__ import annotations

from kapi.finding import Finding, Severity
from kapi.report import text
from kapi.span import Span
from kapi.written import Look

WRONG = Finding(
    code="unknown-tag",
    severity=Severity.WARNING,
    message="no tag 'dsec'",
    span=Span(source="mm/x.c", file="mm/x.c", line=4, column=6),
    hint="did you mean desc?",
    api="sys_x",
)


def test_compiler_style() -> None:
    assert text.write([WRONG]).text == (
        "mm/x.c:4:6: warning: no tag 'dsec' [unknown-tag]\n  hint: did you mean desc?\n"
    )


def test_line_is_quoted_with_a_mark_below_the_column() -> None:
    shown = text.write([WRONG], Look(quote=lambda span: " * \tdsec: x")).text
    rows = shown.split("\n")
    assert rows[1].endswith("dsec: x")
    assert rows[2].index("^") == rows[1].index("dsec") + 1


def test_place_of_a_mail_and_of_a_tree() -> None:
    mail = Finding(
        code="c",
        severity=Severity.ERROR,
        message="m",
        span=Span(source="a.eml", file="mm/x.c", line=9),
    )
    tree = Finding(
        code="c",
        severity=Severity.NOTE,
        message="m",
        span=Span(source="linux", file="linux/mm/x.c", line=9),
    )
    assert text.write([mail]).text == "a.eml:9: error: m [c]\n"
    assert text.write([tree]).text == "linux/mm/x.c:9: note: m [c]\n"
    assert (
        text.write([Finding(code="c", severity=Severity.NOTE, message="m")]).text == "note: m [c]\n"
    )


def test_summary_counts() -> None:
    note = Finding(code="c", severity=Severity.NOTE, message="m")
    assert text.summary([WRONG, note, note]) == "1 warning, 2 notes"
    assert text.summary([]) == ""


def test_text_cannot_drive_the_terminal() -> None:
    finding = Finding(code="c", severity=Severity.NOTE, message="\x1b[2J\r\n\u202e")
    assert "\x1b" not in text.write([finding]).text
    assert text.write([finding]).text.count("\n") == 1


def test_colour_comes_from_the_painter() -> None:
    shown = text.write([WRONG], Look(paint=lambda role, part: f"<{role}>{part}</>")).text
    assert "<warning>warning:</>" in shown


def test_a_mark_below_the_column_of_what_is_shown() -> None:
    wide = Finding(
        code="c", severity=Severity.ERROR, message="m", span=Span(source="a", line=12, column=3)
    )
    shown = text.write([wide], Look(quote=lambda span: "\x1bb c")).text
    assert shown.split("\n")[1:3] == ["    12 | \\x1bb c", "       |      ^"]
    assert text.write([wide], Look(quote=lambda span: "  ")).text.count("\n") == 1
    whole = Finding(code="c", severity=Severity.ERROR, message="m", span=Span(source="a", line=12))
    assert text.write([whole], Look(quote=lambda span: "b")).text.count("\n") == 2
    nowhere = Finding(code="c", severity=Severity.ERROR, message="m", span=Span(source="a"))
    assert text.write([nowhere], Look(quote=lambda span: "b")).text.count("\n") == 1


def test_what_each_role_marks() -> None:
    shown = text.write([WRONG], Look(paint=lambda role, part: f"<{role}>{part}</>")).text
    assert shown == (
        "<place>mm/x.c:4:6:</> <warning>warning:</> no tag 'dsec' <code>[unknown-tag]</>\n"
        "  <label>hint:</> did you mean desc?\n"
    )
