"""Alternatives mean the same with and without the parts that are left out."""

from __future__ import annotations

import itertools

import pytest

from kapi.expr.nodes import joined
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.judge.absorbed import absorbed
from kapi.judge.parts import parts, truth


@pytest.mark.parametrize(
    ("alternatives", "left"),
    [
        (("a != 1", "a == 1 && b"), ("a != 1", "b")),
        (("!a", "a && b"), ("!a", "b")),
        (("a", "!a && b && c"), ("a", "b && c")),
        (("a < 1", "a >= 1 && b"), ("a < 1", "b")),
        (("a", "a && b"), ("a", "a && b")),
        (("a && c", "!a && b"), ("a && c", "!a && b")),
        (("a", "!a"), ("a", "!a")),
    ],
)
def test_absorbed(alternatives: tuple[str, ...], left: tuple[str, ...]) -> None:
    nodes = [parse(one) for one in alternatives]
    found = absorbed(nodes)
    assert tuple(map(render_c, found)) == left
    before, after = joined("||", nodes), joined("||", found)
    opposite = {parse("a == 1"): parse("a != 1"), parse("a >= 1"): parse("a < 1")}
    atoms = [one for one in parts(before) if one not in opposite]
    for worths in itertools.product((True, False), repeat=len(atoms)):
        known: dict[object, bool | None] = dict(zip(atoms, worths, strict=True))
        known |= {one: not known[other] for one, other in opposite.items() if other in known}
        assert truth(before, known) is truth(after, known)  # type: ignore[arg-type]
