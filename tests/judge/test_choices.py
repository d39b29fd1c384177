"""When each side of a choice is what it gives."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.judge.choices import choices


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a + b", []),
        ("min(a, b)", ["a < b", "a > b"]),
        ("1 + max(a, b)", ["a > b", "a < b"]),
        ("a ? 1 : 2", ["a", "!a"]),
        ("a ? b ? 1 : 2 : 3", ["a", "!a", "b", "!b"]),
        ("a ? 1 : min(b, c)", ["a", "!a", "b < c", "b > c"]),
    ],
)
def test_when_each_side_counts(text: str, wanted: list[str]) -> None:
    assert [render_c(one) for one in choices(parse(text))] == wanted
