from __future__ import annotations

import msgspec
import pytest

from kapi.finding import Finding, Severity
from kapi.report import findings_text
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
    assert findings_text.write([WRONG]).text == (
        "mm/x.c:4:6: warning: no tag 'dsec' [unknown-tag]\n  hint: did you mean desc?\n"
    )


def test_line_is_quoted_with_a_mark_below_the_column() -> None:
    shown = findings_text.write([WRONG], Look(quote=lambda span: " * \tdsec: x")).text
    rows = shown.split("\n")
    assert rows[1].endswith("dsec: x")
    assert rows[2].index("^") == rows[1].index("dsec") + 1


@pytest.mark.parametrize("column", [1, 40, 120, 160])
def test_of_a_long_line_the_part_around_the_mark_is_shown(column: int) -> None:
    long = "".join(chr(ord("a") + number % 26) for number in range(160))
    here = msgspec.structs.replace(WRONG.span, column=column)
    finding = msgspec.structs.replace(WRONG, span=here, hint="")
    _, quoted, mark, _ = findings_text.write(
        [finding], Look(quote=lambda _: long, width=60)
    ).text.split("\n")
    assert max(len(quoted), len(mark)) <= 60
    assert quoted[mark.index("^")] == long[column - 1]
    whole = findings_text.write([finding], Look(quote=lambda _: long, width=None)).text
    assert long in whole


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
    assert findings_text.write([mail]).text == "a.eml:9: error: m [c]\n"
    assert findings_text.write([tree]).text == "linux/mm/x.c:9: note: m [c]\n"
    assert (
        findings_text.write([Finding(code="c", severity=Severity.NOTE, message="m")]).text
        == "note: m [c]\n"
    )


def test_summary_counts() -> None:
    note = Finding(code="c", severity=Severity.NOTE, message="m")
    assert findings_text.summary([WRONG, note, note]) == "1 warning, 2 notes"
    assert findings_text.summary([]) == ""


def test_text_cannot_drive_the_terminal() -> None:
    finding = Finding(code="c", severity=Severity.NOTE, message="\x1b[2J\r\n\u202e")
    assert "\x1b" not in findings_text.write([finding]).text
    assert findings_text.write([finding]).text.count("\n") == 1


def test_colour_comes_from_the_painter() -> None:
    shown = findings_text.write([WRONG], Look(paint=lambda role, part: f"<{role}>{part}</>")).text
    assert "<warning>warning:</>" in shown


def test_a_mark_below_the_column_of_what_is_shown() -> None:
    wide = Finding(
        code="c", severity=Severity.ERROR, message="m", span=Span(source="a", line=12, column=3)
    )
    shown = findings_text.write([wide], Look(quote=lambda span: "\x1bb c")).text
    assert shown.split("\n")[1:3] == ["    12 | \\x1bb c", "       |      ^"]
    assert findings_text.write([wide], Look(quote=lambda span: "  ")).text.count("\n") == 1
    whole = Finding(code="c", severity=Severity.ERROR, message="m", span=Span(source="a", line=12))
    assert findings_text.write([whole], Look(quote=lambda span: "b")).text.count("\n") == 2
    nowhere = Finding(code="c", severity=Severity.ERROR, message="m", span=Span(source="a"))
    assert findings_text.write([nowhere], Look(quote=lambda span: "b")).text.count("\n") == 1


def test_what_each_role_marks() -> None:
    shown = findings_text.write([WRONG], Look(paint=lambda role, part: f"<{role}>{part}</>")).text
    assert shown == (
        "<place>mm/x.c:4:6:</> <warning>warning:</> no tag 'dsec' <code>[unknown-tag]</>\n"
        "  <label>hint:</> did you mean desc?\n"
    )


def many(count: int, code: str, first: int = 1) -> list[Finding]:
    return [
        msgspec.structs.replace(WRONG, code=code, span=Span(source="a", file="a", line=line))
        for line in range(first, first + count)
    ]


def test_repeats_are_folded_at_the_end_of_their_text() -> None:
    other = msgspec.structs.replace(WRONG, code="other", span=Span(source="b", file="b", line=1))
    shown = findings_text.write([*many(15, "same"), *many(4, "few"), other]).text.split("\n")
    assert [row for row in shown if "[same]" in row] == [
        *(f"a:{line}: warning: no tag 'dsec' [same]" for line in (1, 2, 3)),
        "a: warning: 12 more on lines 4, 5, 6, 7, 8, 9, 10, 11 ...; -v shows them [same]",
    ]
    six = findings_text.write(many(6, "six")).text.split("\n")
    assert six[6] == "a: warning: 3 more on lines 4, 5, 6; -v shows them [six]"
    few = [f"a:{line}: warning: no tag 'dsec' [few]" for line in range(1, 5)]
    assert [row for row in shown if "[few]" in row] == few  # a line "1 more" saves nothing
    assert shown.index(next(row for row in shown if "12 more" in row)) < shown.index(
        "b:1: warning: no tag 'dsec' [other]"
    )


def test_all_are_shown_when_asked() -> None:
    shown = findings_text.write(many(15, "same"), Look(long=True)).text
    assert shown.count("[same]") == 15
    assert "more" not in shown
