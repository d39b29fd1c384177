"""What one comparison says of another, against all numbers of a few bits, signed and not."""

from __future__ import annotations

import itertools

import pytest

from kapi.expr.parser import parse
from kapi.judge.intervals import compared

OPERATORS = ("<", "<=", ">", ">=", "==", "!=")
ATOMS = [f"x {sign} {number}" for sign in OPERATORS for number in (0, 1, 3)]


@pytest.mark.parametrize("worth", [True, False])
def test_what_it_says_is_so_for_every_number(worth: bool) -> None:
    told = 0
    for one, other in itertools.product(ATOMS, ATOMS):
        found = compared(parse(one), worth, parse(other))
        where = [x for x in range(-6, 7) if eval(one, {"x": x}) is worth]
        answers = {eval(other, {"x": x}) for x in where}
        assert found == (answers.pop() if len(answers) == 1 else None), (one, worth, other)
        told += found is not None
    assert told > len(ATOMS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x < 0", "y != 3"),
        ("x == -1", "x > 3"),  # of an unsigned x both hold
        ("x < len", "x < 3"),
        ("x < 5", "x > 10u"),  # so is -1
        ("x == O_DIRECT", "x == 16384"),  # not on every architecture
        ("x & 3", "x != 0"),
        ("x < 0", "walk(x) == WALK_FOUND"),
    ],
)
def test_what_it_does_not_say(one: str, other: str) -> None:
    assert compared(parse(one), True, parse(other)) is None


def test_named_constants_turned_round() -> None:
    assert compared(parse("policy < 0"), True, parse("policy != SCHED_FIFO")) is True
    assert compared(parse("0 > policy"), True, parse("SCHED_FIFO == policy")) is False
