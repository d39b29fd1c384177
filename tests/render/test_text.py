"""The text for terminals: its width, its alignment, its colour, and how it takes bad input."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.model.prose import fold
from kapi.model.spec import Spec
from kapi.render import text
from kapi.render.outline import without_conditions
from kapi.vocab.words import ApiKind, ConstraintType
from kapi.written import Look
from tests.render.filled import filled, leaves
from tests.render.sample import SAMPLE

CONDITIONS = {"when", "unless", "needs", "after", "where", "order", "error_order"}

CODE_ROWS = ("err(1,", "region(addr")


def rows_of(spec: Spec, width: int = 80) -> list[str]:
    return text.write(spec, Look(width=width, long=True)).text.split("\n")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_row_is_wider_than_the_terminal(width: int) -> None:
    rows = [row for row in rows_of(SAMPLE, width) if not any(code in row for code in CODE_ROWS)]
    assert max(map(len, rows)) <= width
    assert [row for row in rows if row != row.rstrip()] == []


def test_names_and_texts_stand_in_columns() -> None:
    rows = rows_of(SAMPLE)
    errors = rows[rows.index("ERRORS") + 1 :][:5]
    assert errors == [
        "  EINVAL  Start not aligned",
        "          addr is not a multiple of the page size.",
        "          when: addr % PAGE_SIZE != 0",
        "",
        "  EINVAL  Unknown flag",
    ]


def test_lists_and_code_keep_their_shape() -> None:
    rows = rows_of(SAMPLE, 60)
    at = rows.index("  - the flags")
    assert rows[at + 1 : at + 3] == ["    - known bits only", "  - the limit RLIMIT_AS"]
    at = rows.index("    if (region(addr, len, REGION_FIXED) < 0)")
    assert rows[at + 1] == '        err(1, "region");'


def test_long_mask_breaks_after_its_operators() -> None:
    for width in range(40, 100, 7):
        assert not [row for row in rows_of(SAMPLE, width) if row.lstrip().startswith("| ")]


def test_no_blank_line_twice_and_none_at_the_end() -> None:
    shown = text.write(SAMPLE).text
    assert "\n\n\n" not in shown
    assert not shown.endswith("\n\n")


def test_painter_marks_roles_and_changes_nothing_else() -> None:
    marked = text.write(
        SAMPLE, Look(width=72, long=True, paint=lambda role, part: f"<{role}>{part}</{role}>")
    ).text
    assert "<heading>ERRORS</heading>" in marked
    assert "<term>EINVAL</term>" in marked
    assert "<label>when:</label> addr" in marked
    assert (
        re.sub(r"</?(title|heading|term|detail|label|code)>", "", marked)
        == text.write(SAMPLE, Look(width=72, long=True)).text
    )


def test_controls_are_made_visible() -> None:
    spec = Spec(
        name="x\x1b[31m",
        kind=ApiKind.FUNCTION,
        summary="a\rb\x9b",
        description="clear\x1b[2J\x00\udc80",
        examples="\x1b]0;title\x07",
    )
    shown = text.write(spec).text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\udc80]", shown)
    assert "\\x1b[2J\\x00\\udc80" in shown


@given(st.text(max_size=60), st.integers(1, 200))
def test_any_text_at_any_width(prose: str, width: int) -> None:
    line = " ".join(prose.split())
    spec = Spec(
        name=line,
        kind=ApiKind.FUNCTION,
        description=fold(prose.split("\n")),
        errors=(
            ErrorCondition(errno=line, summary=line, condition=fold(prose.split("\n"))),
            ErrorCondition(errno="EIO", description=prose),
        ),
        params=(
            Param(
                name=prose,
                type_name=prose,
                limits=Limits(type=ConstraintType.MASK, mask=Expression(prose)),
            ),
        ),
        examples=prose,
    )
    shown = text.write(spec, Look(width=width)).text
    assert shown.endswith("\n")


def test_deep_lists_cost_no_stack() -> None:
    deep = "\n".join("  " * level + f"- word{level}" for level in range(3000))
    spec = Spec(name="x", kind=ApiKind.FUNCTION, description=deep)
    shown = text.write(spec).text
    assert "word0" in shown
    assert "word2999" in shown


def test_words_of_prose_all_arrive() -> None:
    assert SAMPLE.description
    shown = " ".join(text.write(SAMPLE, Look(width=50)).text.split())
    for word in SAMPLE.description.split():
        assert word in shown


def test_sample_without_its_parts_has_no_headings() -> None:
    bare = msgspec.structs.replace(SAMPLE, locks=(), notes=None, examples=None)
    assert not {"LOCKS", "NOTES", "EXAMPLES"} & set(rows_of(bare))


def test_errors_with_one_errno_stand_together_unless_all_is_asked_for() -> None:
    rows = text.write(SAMPLE).text.split("\n")
    errors = rows[rows.index("ERRORS") + 1 :][:3]
    assert errors == [
        "  EINVAL  - Start not aligned. addr is not a multiple of the page size.",
        "          - Unknown flag",
        "",
    ]
    assert rows[-2] == "-v shows the conditions that a program can check, and errors in their order"
    plain = Spec(name="f", kind=ApiKind.FUNCTION, errors=(ErrorCondition(errno="EIO"),) * 2)
    assert text.write(plain).text.split("\n")[2:] == [
        "ERRORS",
        "  EIO  - not said when",
        "       - not said when",
        "",
    ]


def test_only_conditions_are_left_out() -> None:
    spec = filled()
    known = without_conditions(spec)
    shown = text.write(spec, Look(width=100)).text
    left = 0
    for path, value in leaves(spec):
        if path[-1] in CONDITIONS:
            left += 1
        elif isinstance(value, str) and path != ("declaration", "macro"):
            assert value in shown, path
    assert left > len(CONDITIONS)
    assert [path for path, value in leaves(known) if value is not None] == [
        path for path, _ in leaves(spec) if path[-1] not in CONDITIONS
    ]


def test_flags_say_what_they_ask_for() -> None:
    limits = Limits(type=ConstraintType.MASK, mask="O_CLOEXEC | MY_FLAG | O_PATH")
    spec = Spec(name="f", kind=ApiKind.FUNCTION, params=(Param(name="flags", limits=limits),))
    rows = rows_of(spec)
    at = rows.index("         O_CLOEXEC  closed when a program is executed")
    assert rows[at + 1].startswith("         O_PATH     name the file only")
    values = Limits(type=ConstraintType.ENUM, values=("SHUT_RD", "SHUT_WR"))
    assert (
        "SHUT_WR  nothing more is sent"
        in text.write(
            Spec(name="f", kind=ApiKind.FUNCTION, params=(Param(name="how", limits=values),))
        ).text
    )
