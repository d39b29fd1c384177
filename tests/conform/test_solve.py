"""Solutions lie where the truth of a part changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.conform.solve import solutions
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.vocab.integers import CType

WORD = CType(64, False)


def known(**values: int) -> Environment:
    return Environment(
        parameters={name: Value(value, WORD) for name, value in values.items()}, page_size=4096
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x > 100", {100, 101}),
        ("x + 5 <= 20", {15, 16}),
        ("3 * x == 12", {4}),
        ("x % 4096 != 0", {1}),
        ("x & 6", {2, 4, 6}),
        ("x & ~6", {2, 4, 8, 16}),
        ("x % 16 != 0", {1, 8, 16}),
        ("x - y < 10", {1009, 1010}),
        ("(x & 0x30) == 0x10", {0x10, 0x20, 0x30}),
        ("((x >> 13) & 7) == 1", {1 << 13, 2 << 13}),
        ("(x & 0xff00) >> 8 > 3", {3 << 8, 4 << 8}),
        ("x / 512 == 3", {3 * 512}),
        ("x % 8 == 5", {5}),
        ("x == RLIMIT_NOFILE", {7}),
        ("CAP_KILL != x", {5}),
        ("walk_at(3, path, x & 8 ? AT_SYMLINK_NOFOLLOW : 0) == WALK_DENIED", {8}),
    ],
)
def test_the_edges_are_found(text: str, wanted: set[int]) -> None:
    assert wanted <= set(solutions(parse(text), "x", WORD, known(x=0, y=1000)))


def test_each_bit_of_a_mask_is_set_and_cleared_alone() -> None:
    found = solutions(parse("(x & 0x70) == 0x50"), "x", WORD, known(x=0x51))
    assert {0x41, 0x71, 0x11} <= set(found)


def test_each_bit_of_a_mask_is_tried_without_the_others() -> None:
    """A bit that does not count hides behind one that is set in every call."""
    found = solutions(parse("x & 0x240"), "x", WORD, known(x=0x1040))
    assert {0x1200, 0x1040 | 0x200, 0x1000} <= set(found)


def test_each_bit_of_a_wide_mask_is_tried_alone() -> None:
    found = solutions(parse("x & ~0x13"), "x", WORD, known(x=0x12 | 0xC0))
    assert {0x12 | 1 << bit for bit in (2, 3, 5, 6, 63)} <= set(found)


def test_the_bits_of_a_mask_come_before_those_that_stand_there() -> None:
    found = solutions(parse("x & ~(2 | 4)"), "x", WORD, known(x=0xABCDEF0))
    assert {2, 4} <= set(found[:4])


@given(st.integers(1, 1 << 40), st.integers(0, 1 << 40))
def test_a_bound_is_tried_on_both_sides(bound: int, now: int) -> None:
    node = parse(f"x >= {bound}")
    found = {now, *solutions(node, "x", WORD, known(x=now))}
    truths = {evaluate(node, known(x=one)) for one in found}
    assert len(truths) == 2
