"""Which neighbours in the order of checks can be shown."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.judge.order import _exclude


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("walk(path) == WALK_DENIED", "walk(path) == WALK_MISSING", True),
        ("op == 1 && len", "(op == 2 || op == 3) && len", True),
        ("(op == 1 || op == 2) && len", "(op == 2 || op == 3) && len", False),
        ("op == 1 || len", "op == 2", False),
        ("op == 1", "how == 2", False),
        ("op != 1", "op == 1", False),
    ],
)
def test_what_excludes_each_other(first: str, second: str, expected: bool) -> None:
    assert _exclude(parse(first), parse(second)) is expected
