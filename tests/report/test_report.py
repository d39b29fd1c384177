from __future__ import annotations

import json as standard_json
from pathlib import Path

from kapi import report
from kapi.finding import Finding, Severity
from kapi.report import json, text
from kapi.span import Span

WRONG = Finding(
    code="unknown-tag",
    severity=Severity.WARNING,
    message="no tag 'dsec'",
    span=Span(source="mm/x.c", file="mm/x.c", line=4, column=6),
    hint="did you mean desc?",
    api="sys_x",
)


def test_compiler_style() -> None:
    assert text.write([WRONG]) == (
        "mm/x.c:4:6: warning: no tag 'dsec' [unknown-tag]\n  hint: did you mean desc?\n"
    )


def test_line_is_quoted_with_a_mark_below_the_column() -> None:
    shown = text.write([WRONG], quote=lambda span: " * \tdsec: x")
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
    assert text.write([mail]) == "a.eml:9: error: m [c]\n"
    assert text.write([tree]) == "linux/mm/x.c:9: note: m [c]\n"
    assert text.write([Finding(code="c", severity=Severity.NOTE, message="m")]) == "note: m [c]\n"


def test_summary_counts() -> None:
    note = Finding(code="c", severity=Severity.NOTE, message="m")
    assert text.summary([WRONG, note, note]) == "1 warning, 2 notes"
    assert text.summary([]) == ""


def test_text_cannot_drive_the_terminal() -> None:
    finding = Finding(code="c", severity=Severity.NOTE, message="\x1b[2J\r\n\u202e")
    assert "\x1b" not in text.write([finding])
    assert text.write([finding]).count("\n") == 1


def test_colour_comes_from_the_painter() -> None:
    shown = text.write([WRONG], paint=lambda role, part: f"<{role}>{part}</>")
    assert "<warning>warning:</>" in shown


def test_json() -> None:
    document = standard_json.loads(json.write([WRONG]))
    assert document["schema"] == json.SCHEMA
    assert document["summary"] == {"error": 0, "warning": 1, "note": 0}
    assert document["findings"][0]["span"]["line"] == 4
    modules = {path.stem for path in Path(report.__file__).parent.glob("*.py")}
    assert set(report.FORMATS) == modules - {"__init__", "checks", "place", "rules"}
