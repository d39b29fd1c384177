"""Which condition it was: what is certain, likely, possible or excluded."""

from __future__ import annotations

import pytest

from kapi.expr.environment import Environment
from kapi.expr.nodes import Call, Symbol
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.judge.conditions import Condition
from kapi.judge.explanation import Grade, Knowledge, Reason, reasons, way_out
from kapi.model.claims import Claim, ClaimKind

A, B = Symbol("a"), Call("is_open", (Symbol("a"),))


def condition(text: str, place: int | None = None, errno: str = "EINVAL") -> Condition:
    claim = Claim(id=text, api="sys_x", kind=ClaimKind.ERROR, subject=errno, element=None)
    return Condition(claim=claim, errno=errno, node=parse(text), place=place)


def said(*texts: str, a: int = 1, ordered: bool = True, **known: object) -> list[tuple[str, str]]:
    conditions = [condition(one, at if ordered else None) for at, one in enumerate(texts)]
    environment = Environment(parameters={"a": Value(a), "b": Value(0)})
    found = reasons(conditions, conditions, Knowledge(arguments=environment, **known))  # type: ignore[arg-type]
    return [(one.condition.claim.id, one.grade.value) for one in found]


def test_arguments_are_certain_where_no_other_can_come_before() -> None:
    assert said("a == 1", "is_open(a)") == [("a == 1", "certain"), ("is_open(a)", "possible")]
    assert said("is_open(a)", "a == 1")[0] == ("a == 1", "likely")
    assert said("a == 1", "is_open(a)", ordered=False)[0] == ("a == 1", "likely")
    assert said("a == 1", "a > 0")[0] == ("a == 1", "certain")


def test_a_number_below_0_is_certainly_no_open_descriptor() -> None:
    assert said("!is_open(a)", a=-1) == [("!is_open(a)", "certain")]
    assert said("!is_open(a)", a=1) == [("!is_open(a)", "likely")]


def test_what_does_not_hold_is_left_out() -> None:
    assert said("a == 2", "is_open(a) && a == 2") == []
    assert said("a == 2", "is_open(a)") == [("is_open(a)", "likely")]  # the only one


def test_what_was_found_later_is_likely_and_never_certain() -> None:
    assert said("is_open(a)", "kind(a) == 1", later={B: Value(1)})[0] == ("is_open(a)", "likely")
    assert said("is_open(a)", "kind(a) == 1", later={B: Value(0)}) == [("kind(a) == 1", "likely")]


def test_values_that_a_term_may_have_had() -> None:
    kind = Call("kind", (A,))
    assert said("kind(a) == 1", "b == 1 || is_open(a)", possible={kind: (2, 3)}) == [
        ("b == 1 || is_open(a)", "likely")
    ]
    assert said("kind(a) >= 2", "is_open(a)", possible={kind: (2, 3)})[0] == (
        "kind(a) >= 2",
        "likely",
    )
    assert said("kind(a) == 2", "is_open(a)", possible={kind: (2, 3)})[0][1] == "possible"


def test_a_broken_check_before_it_forbids_certainty() -> None:
    first, second = condition("a == 1", 0, "EPERM"), condition("a > 0", 1)
    known = Knowledge(arguments=Environment(parameters={"a": Value(1)}))
    (found,) = reasons([first, second], [second], known)
    assert found.grade is Grade.LIKELY


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("a == 1", "a != 1"),
        ("!is_open(a)", "is_open(a)"),
        ("!!is_open(a)", "!is_open(a)"),
        ("a & 3", "!(a & 3)"),
        ("a < 1 && b >= 2", "a >= 1 || b < 2"),
        ("a < 1 || b >= 2", "a >= 1 && b < 2"),
    ],
)
def test_way_out(text: str, way: str) -> None:
    reason = Reason(condition=condition(text), grade=Grade.LIKELY, holds=True, parts={})
    assert render_c(way_out(reason)) == way
