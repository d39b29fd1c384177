"""Parts of conditions: their truth is that of the whole expression, whatever is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Node, Symbol, Unary
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.judge.parts import deciding, distance, parts, truth
from kapi.vocab.integers import INT

NAMES = "abcd"
TREES = st.recursive(
    st.sampled_from([Symbol(name) for name in NAMES]),
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(["&&", "||"]), inner, inner),
        st.builds(lambda one: Unary("!", one), inner),
    ),
    max_leaves=12,
)
KNOWN = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})


def test_parts_are_what_stands_between_the_operators() -> None:
    found = parts(parse("a > 1 && (!(b & 3) || a > 1) && is_open(fd)"))
    assert found == (parse("a > 1"), parse("b & 3"), parse("is_open(fd)"))


@given(TREES, KNOWN)
def test_truth_is_what_the_evaluator_says(tree: Node, known: dict[str, bool | None]) -> None:
    given_names = {
        name: INT if value is None else Value(int(value)) for name, value in known.items()
    }
    found = evaluate(tree, Environment(parameters=given_names))
    expected = bool(found.number) if isinstance(found, Value) else None
    assert truth(tree, {Symbol(name): value for name, value in known.items()}) is expected


@given(TREES, KNOWN)
def test_distance_is_zero_where_it_holds(tree: Node, known: dict[str, bool | None]) -> None:
    values = {Symbol(name): value for name, value in known.items()}
    if truth(tree, values) is True and None not in known.values():
        assert distance(tree, values) == 0
        assert distance(tree, values, False) > 0


@given(TREES, KNOWN)
def test_what_decides_is_enough_and_nothing_else_counts(
    tree: Node, known: dict[str, bool | None]
) -> None:
    values = {Symbol(name): value for name, value in known.items()}
    whole = truth(tree, values)
    if whole is False:
        return
    shown = deciding(tree, values)
    assert {truth(one, values) for one in shown} <= ({True} if whole else {True, None})
    assert whole or None in {truth(one, values) for one in shown}
    named = {one.operand if isinstance(one, Unary) else one for one in shown}
    if whole:
        assert truth(tree, {one: values[one] for one in named}) is True


def test_what_decides_leaves_out_what_is_out_of_the_question() -> None:
    a, b, c = (Symbol(name) for name in "abc")
    tree = parse("a && (!b || c)")
    assert deciding(tree, {a: None, b: False, c: None}) == (a, Unary("!", b))
    assert deciding(tree, {a: True, b: True, c: None}) == (a, c)
    assert deciding(tree, {a: True, b: None, c: None}) == (a, Unary("!", b), c)
