"""One test of bits or one comparison against another; counting small numbers is the truth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.diff.relation import Relation
from kapi.diff.strictness import compared

NUMBERS = st.integers(0, 15)
OPERATORS = st.sampled_from(["&", "<", "<=", ">", ">="])


def holds(operator: str, value: int, constant: int, negated: bool) -> bool:
    found = {
        "&": bool(value & constant),
        "<": value < constant,
        "<=": value <= constant,
        ">": value > constant,
        ">=": value >= constant,
    }[operator]
    return found is not negated


@given(OPERATORS, NUMBERS, NUMBERS, st.booleans(), st.booleans())
def test_sets_of_calls_are_counted(
    operator: str, old: int, new: int, negated: bool, complement: bool
) -> None:
    """``flags OP constant``, or its negation, over all values of five bits."""
    mask = "~" if complement and operator == "&" else ""
    texts = [f"flags {operator} {mask}{number}" for number in (old, new)]
    constants = [~number if mask else number for number in (old, new)]
    before, after = (
        {value for value in range(64) if holds(operator, value, constant, negated)}
        for constant in constants
    )
    found = compared(*(f"!({text})" if negated else text for text in texts))
    if found is Relation.NARROWER:
        assert after < before or old != new
        assert after <= before
    elif found is Relation.WIDER:
        assert before <= after
    elif found is Relation.SAME:
        assert before == after
    else:  # masks of which neither holds the other
        assert not after <= before
        assert not before <= after


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("flags & ~O_NONBLOCK", "flags & ~(O_NONBLOCK | O_CLOEXEC)", Relation.NARROWER),
        ("flags & ~(O_NONBLOCK | O_CLOEXEC)", "flags & ~O_CLOEXEC", Relation.WIDER),
        ("!is_open(fd) || len > 5", "!is_open(fd) || len > 9", Relation.NARROWER),
        ("is_open(fd) && len < 5", "is_open(fd) && len < 9", Relation.WIDER),
        ("5 < len", "9 < len", Relation.NARROWER),
        ("len < 5", "len < -1", Relation.OTHER),  # -1 is a large number where len is unsigned
        ("len < 5", "size < 9", Relation.OTHER),
        ("flags & O_NO_SUCH", "flags & 3", Relation.OTHER),
        ("flags & 1 && len < 5", "flags & 3 && len < 4", Relation.OTHER),
    ],
)
def test_one_operand_that_differs(old: str, new: str, relation: Relation) -> None:
    assert compared(old, new) is relation
