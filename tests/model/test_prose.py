"""The normal form of prose: a projection that wrapping does not change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.model.prose import fold, literal, wrap
from tests.strategies import code, prose

lines = st.lists(
    st.builds(
        lambda indent, text: " " * indent + text,
        st.integers(0, 9),
        st.sampled_from(
            ["", "- item", "* x", "1. one", "12) b", "text:", "a word", "if (x) {", "-", "a", "2."]
        ),
    ),
    max_size=12,
)


@given(prose, st.integers(10, 100))
def test_wrapping_does_not_change_the_normal_form(text: str, width: int) -> None:
    assert fold(wrap(text, width)) == text


@given(lines, st.integers(0, 4))
def test_folding_twice_is_folding_once(rows: list[str], base: int) -> None:
    once = fold(rows, base)
    assert fold(once.split("\n")) == once


@given(lines, st.integers(10, 40))
def test_what_was_folded_survives_wrapping(rows: list[str], width: int) -> None:
    once = fold(rows)
    assert fold(wrap(once, width)) == once


@given(lines)
def test_no_word_is_lost(rows: list[str]) -> None:
    assert fold(rows).split() == " ".join(rows).split()


@given(code())
def test_code_is_kept(text: str) -> None:
    assert literal(["", *("    " + line for line in text.split("\n")), ""]) == text


@given(prose, st.integers(20, 100))
def test_lines_keep_to_the_width(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert len(line) <= width or len(line.split()) <= 3 or line.startswith("    ")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["one", "two", "", "three"], "one two\n\nthree"),
        (["kinds:", "- a", "  b", "- c"], "kinds:\n- a b\n- c"),
        (["list:", "", "    - a", "      b", "      - deeper"], "list:\n\n- a b\n  - deeper"),
        (["so:", "", "    if (x)", "        y();", "", "    z();"], None),
        (["so:", "", "    code();", "text"], "so:\n\n    code();\ntext"),
        (["so:", "", "      code();", "   less();"], "so:\n\n    code();\n    less();"),
        (["- a", "text"], "- a\ntext"),
        (["-", "text:", "", "  text:"], "- text:\n\ntext:"),
    ],
)
def test_examples(rows: list[str], text: str | None) -> None:
    assert fold(rows) == ("\n".join(rows) if text is None else text)
