"""Effects and transitions: when they are due, whether they are there, whether anything changed."""

from __future__ import annotations

import pytest

from kapi.call import Outcome
from kapi.expr.render_c import render_c
from kapi.judge.changes import Changes, Seen
from kapi.model.elements import Expression, Param, SideEffect, StateTransition
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ApiKind


def changes(**fields: object) -> Changes:
    spec = Spec(
        name="sys_ring",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"),),
        side_effects=(SideEffect(target="locked memory", **fields),),  # type: ignore[arg-type]
        state_transitions=(StateTransition(object="page"),),
    )
    return Changes(spec, ARCHITECTURES["x86_64"], 4096)


GROWS = Expression("locked_bytes() == old(locked_bytes()) + PAGE_ALIGN(len)")
DONE, REFUSED = Outcome(result=0), Outcome(result=-12)


def seen(found: Changes, before: int | None, after: int | None, outcome: Outcome) -> Seen:
    count = len(found.terms)
    every, _ = found.seen((5,), (before,) * count, (after,) * count, outcome)
    return every[0]


@pytest.mark.parametrize(
    ("before", "after", "outcome", "expected"),
    [
        (0, 4096, DONE, (True, True, True)),
        (0, 0, DONE, (True, False, False)),
        (4096, 8192, DONE, (True, True, True)),
        (None, 8192, DONE, (True, None, None)),
        (0, 0, REFUSED, (False, False, False)),
        (0, 4096, REFUSED, (False, True, True)),
    ],
)
def test_an_effect_of_success(
    before: int | None, after: int | None, outcome: Outcome, expected: tuple[bool | None, ...]
) -> None:
    one = seen(changes(after=GROWS), before, after, outcome)
    assert (one.due, one.there, one.changed) == expected


def test_an_effect_of_failure_names_the_errno() -> None:
    found = changes(after=GROWS, when=Expression("errno == ENOMEM"))
    assert seen(found, 0, 4096, REFUSED).due is True
    assert seen(found, 0, 4096, DONE).due is False


def test_the_condition_is_looked_at_before_the_call() -> None:
    found = changes(after=GROWS, when=Expression("locked_bytes() == 0"))
    assert seen(found, 0, 4096, DONE).due is True
    assert seen(found, 4096, 0, DONE).due is False


def test_a_limit_that_a_parameter_is_compared_with_is_its_number() -> None:
    found = changes(
        when=Expression("len == RLIMIT_NOFILE"), after=Expression("RLIMIT_NOFILE == len + 1")
    )
    for length, due in ((7, True), (5, False)):  # RLIMIT_NOFILE is number 7, and its limit is 5
        every, _ = found.seen((length,), (5,), (8,), DONE)
        assert every[0].due is due


def test_what_no_expression_says_is_not_told() -> None:
    found = changes(after=None)
    every, _ = found.seen((5,), (), (), DONE)
    assert every[1].there is None
    assert found.changes[1].after is None


def test_nothing_is_true_of_a_result_before_the_call() -> None:
    found = changes(after=Expression("resident(result, len)"))
    assert seen(found, None, 1, DONE).changed is True
    assert seen(found, None, 0, DONE).changed is False
    assert seen(found, None, None, REFUSED).changed is None


def test_each_part_of_its_time_is_told_and_success_is_one() -> None:
    found = changes(after=GROWS, when=Expression("len > 4 && !(locked_bytes() & 1)"))
    assert [render_c(part) for part in found.parts] == [
        "errno == 0",
        "len > 4",
        "locked_bytes() & 1",
    ]
    count = len(found.terms)
    _, known = found.seen((5,), (1,) * count, (2,) * count, REFUSED)
    assert tuple(known.values()) == (False, True, True)


def test_a_time_that_is_no_expression_is_kept_as_it_stands() -> None:
    found = changes(after=GROWS, when=Expression("len is odd")).changes[0]
    assert (found.when, found.unread) == (None, "len is odd")
