"""What stands at a place: words, tags, the block around a line, comments and code."""

from __future__ import annotations

import pytest

from kapi.editor.place import block_at, in_comment, line_at, word_at

TEXT = """\
int before; /* no spec */
/**
 * sys_ring - turn
 * param: flags
 *   type: uint
 *   desc: one
 *     more: text
 *
 * error: EINVAL, odd
 *   x-when: flags & 1
 */
int after;
"""
LINES = TEXT.split("\n")


@pytest.mark.parametrize(
    ("line", "block"),
    [(3, ""), (4, "param"), (5, "param"), (6, "desc"), (8, ""), (9, "error"), (2, "")],
)
def test_the_block_is_the_tag_above_that_is_less_deep(line: int, block: str) -> None:
    assert block_at(LINES, line)[0] == block


def test_comments_begin_with_two_stars_and_end() -> None:
    assert [n for n in range(len(LINES)) if in_comment(LINES, n)] == list(range(1, 11))


@pytest.mark.parametrize(
    ("column", "word"), [(0, ""), (4, "x-when"), (5, "x-when"), (14, "flags"), (20, "")]
)
def test_the_word_around_a_column(column: int, word: str) -> None:
    assert word_at(" *   x-when: flags & 1", column + (1 if column == 4 else 0))[0] == word


def test_a_line_of_code_has_no_tag() -> None:
    assert line_at("int x;") is None
    assert line_at(" *   x-when : flags") == ("x-when", 3, 13)
