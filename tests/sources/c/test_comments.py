from __future__ import annotations

import pytest

from kapi.sources.c.clex import lex
from kapi.sources.c.comments import comment_lines
from tests.sources.ctext import c_text


def cut(code: str) -> list[tuple[str, int, int]]:
    text = c_text(code)
    (comment,) = lex([line.text for line in text.lines]).comments
    return [(line.text, line.number, line.column) for line in comment_lines(text.lines, comment)]


def test_prefixes_go_and_deeper_indentation_stays() -> None:
    assert cut("/**\n * f - x\n *\n *   type: int\n */") == [
        ("f - x", 2, 4),
        ("", 3, 3),
        ("  type: int", 4, 4),
    ]


def test_text_beside_the_markers_is_kept() -> None:
    assert cut("/** f - x\n * notes: y */") == [("f - x", 1, 5), ("notes: y", 2, 4)]


@pytest.mark.parametrize("code", ["/** f - x */", "/** f - x **/", "  /**f - x*/"])
def test_a_comment_of_one_line(code: str) -> None:
    assert [text for text, _, _ in cut(code)] == ["f - x"]


def test_lost_stars() -> None:
    assert [text for text, _, _ in cut("/**\n  f - x\n\n    type: int\n*/")] == [
        "f - x",
        "",
        "  type: int",
    ]


def test_a_line_that_lost_its_prefix_among_others() -> None:
    assert [text for text, _, _ in cut("/**\n * f - x\nwrapped\n * @a: y\n */")] == [
        "f - x",
        "wrapped",
        "@a: y",
    ]


def test_stars_without_blanks_and_bullets() -> None:
    assert [text for text, _, _ in cut("/**\n *f - x\n * * item\n *\ttab\n **/")] == [
        "f - x",
        "* item",
        "\ttab",
    ]


def test_empty_comments_have_no_lines() -> None:
    assert cut("/**\n */") == []
