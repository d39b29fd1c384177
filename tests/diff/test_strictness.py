"""Conditions of two versions, held against evaluating both for small arguments."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.diff.relation import Relation
from kapi.diff.strictness import canonical, compared
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.parser import parse
from kapi.expr.values import Value

LEAVES = ("a == 1", "b < 2", "a & 1", "b", "1 < b", "a > b", "a + b == 3", "3 == b + a")
CONDITIONS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(
        lambda one: f"({one[0]}) {one[1]} ({one[2]})"
    ),
    max_leaves=5,
)


def holds(text: str) -> frozenset[tuple[int, int]]:
    """The arguments for which a condition is true."""
    node = parse(text)
    found = set()
    for a, b in itertools.product(range(4), repeat=2):
        value = evaluate(node, Environment(parameters={"a": Value(a), "b": Value(b)}))
        assert isinstance(value, Value)
        if value.number:
            found.add((a, b))
    return frozenset(found)


@settings(max_examples=150, deadline=None)
@given(old=CONDITIONS, new=CONDITIONS)
def test_what_is_said_of_two_conditions_is_true(old: str, new: str) -> None:
    relation = compared(old, new)
    before, after = holds(old), holds(new)
    if relation is Relation.SAME:
        assert before == after
    if relation is Relation.NARROWER:
        assert after <= before
    if relation is Relation.WIDER:
        assert after >= before
    assert holds(canonical(old)) == before


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("a && b", "b&&a", Relation.SAME),
        ("len > 256", "0x100 < len", Relation.SAME),
        ("fd == -1", "fd == 0 - 1", Relation.SAME),
        ("a", "a && b", Relation.NARROWER),
        ("a && b && c", "a && c", Relation.WIDER),
        ("a", "a || b", Relation.WIDER),
        ("a || b", "b", Relation.NARROWER),
        ("a", "b", Relation.OTHER),
        ("no expression )", "no  expression )", Relation.SAME),
        ("no expression )", "none (", Relation.OTHER),
        ("len > RLIMIT_MEMLOCK", "len > RLIMIT_STACK", Relation.OTHER),
    ],
)
def test_examples(old: str, new: str, relation: Relation) -> None:
    assert compared(old, new) is relation
