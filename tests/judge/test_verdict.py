"""The table of verdicts, cell by cell."""

from __future__ import annotations

import msgspec
import pytest

from kapi.call import Call, Outcome
from kapi.expr.nodes import Symbol
from kapi.judge.verdict import Judge, Judgement, Verdict
from kapi.model.elements import (
    ErrorCondition,
    Expression,
    Limits,
    Param,
    Returns,
    Violation,
)
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import (
    Answer,
    ApiKind,
    ConstraintType,
    ErrorList,
    ErrorOrder,
    ReturnCheck,
)

FLAGS = Param(
    name="flags",
    type_name="unsigned int",
    limits=Limits(type=ConstraintType.MASK, mask=Expression("3")),
    violation=Violation(action="reject", errno="EINVAL"),
)
SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    params=(Param(name="len", type_name="size_t"), FLAGS),
    returns=Returns(check=ReturnCheck.EXACT, success=Expression("0")),
    errors=(
        ErrorCondition(errno="EINVAL", summary="unknown flag", when=Expression("flags & ~3")),
        ErrorCondition(errno="ENOMEM", summary="no memory"),
        ErrorCondition(
            errno="EPERM",
            summary="over the limit",
            when=Expression("len > RLIMIT_MEMLOCK"),
            unless="CAP_IPC_LOCK",
        ),
        ErrorCondition(errno="EINTR", summary="killed", visible=Answer.NO),
    ),
)
CLOSED = {"error_list": ErrorList.CLOSED}


def said(
    result: int, *arguments: int, facts: dict[str, int] | None = None, **changes: object
) -> Judgement:
    spec = msgspec.structs.replace(SPEC, **changes)
    call = Call(syscall="ring", arguments=arguments, outcome=Outcome(result=result))
    judge = Judge(spec, ARCHITECTURES["x86_64"], 4096)
    known = facts or {}
    names = [one.name if isinstance(one, Symbol) else "" for one in judge.terms]
    return judge.judge(call, tuple(known.get(name) for name in names))


EINVAL, ENOMEM, EPERM, EAGAIN = -22, -12, -1, -11


@pytest.mark.parametrize(
    ("result", "arguments", "verdict", "code"),
    [
        (0, (1, 0), Verdict.CONFORMING, ""),
        (7, (1, 0), Verdict.VIOLATION, "wrong-return"),
        (ENOMEM, (1, 0), Verdict.CONFORMING, ""),
        (EAGAIN, (1, 0), Verdict.UNLISTED, "unlisted-errno"),
        (0, (1, 4), Verdict.VIOLATION, "accepted-invalid"),
        (EINVAL, (1, 4), Verdict.CONFORMING, ""),
        (EAGAIN, (1, 4), Verdict.VIOLATION, "unlisted-errno"),
        (ENOMEM, (1, 4), Verdict.CONFORMING, ""),  # its condition cannot be told
        (0, (1, 1 << 32), Verdict.CONFORMING, ""),  # the upper half never arrives
    ],
)
def test_table(result: int, arguments: tuple[int, ...], verdict: Verdict, code: str) -> None:
    judgement = said(result, *arguments)
    assert (judgement.verdict, judgement.code) == (verdict, code)


def test_unexplained_errno_needs_a_closed_list() -> None:
    note = said(EINVAL, 1, 0)
    assert (note.verdict, note.code) == (Verdict.CONFORMING, "unexplained-errno")
    assert said(EINVAL, 1, 0, **CLOSED).verdict is Verdict.VIOLATION


def test_facts_decide() -> None:
    limit = {"RLIMIT_MEMLOCK": 10, "CAP_IPC_LOCK": 0}
    assert said(0, 11, 0, facts=limit).code == "accepted-invalid"
    assert said(0, 10, 0, facts=limit).verdict is Verdict.CONFORMING
    assert said(0, 11, 0, facts={**limit, "CAP_IPC_LOCK": 1}).verdict is Verdict.CONFORMING
    assert said(0, 11, 0).verdict is Verdict.CONFORMING  # nothing is known of the caller
    assert said(EPERM, 10, 0, facts=limit, **CLOSED).code == "unexplained-errno"


def test_wrong_errno() -> None:
    errors = (*SPEC.errors[:1], ErrorCondition(errno="ENOMEM", when=Expression("len == 5")))
    assert said(ENOMEM, 1, 4, errors=errors).code == "wrong-errno"


def test_a_constraint_without_violation_is_any_listed_errno() -> None:
    params = (SPEC.params[0], msgspec.structs.replace(FLAGS, violation=None))
    assert said(ENOMEM, 1, 4, params=params, errors=SPEC.errors[1:2]).verdict is Verdict.CONFORMING
    assert said(0, 1, 4, params=params, errors=SPEC.errors[1:2]).code == "accepted-invalid"


def test_death_and_silence_are_not_judged() -> None:
    for outcome in (Outcome(killed="SIGSEGV"), Outcome(hung=True)):
        call = Call(syscall="ring", arguments=(1, 0), outcome=outcome)
        judge = Judge(SPEC, ARCHITECTURES["x86_64"], 4096)
        assert judge.judge(call, (None,) * len(judge.terms)).verdict is Verdict.CANNOT_TELL


ORDERED = {
    "params": (Param(name="len", type_name="size_t"), Param(name="flags", type_name="int")),
    "errors": (
        ErrorCondition(errno="EINVAL", summary="unknown flag", when=Expression("flags & ~3")),
        ErrorCondition(errno="EPERM", summary="limit", when=Expression("len > RLIMIT_MEMLOCK")),
        ErrorCondition(errno="EFBIG", summary="too long", when=Expression("len > 100")),
    ),
    "error_order": ErrorOrder.CHECKED,
    **CLOSED,
}
EFBIG = -27


@pytest.mark.parametrize(
    ("result", "arguments", "limit", "code"),
    [
        (EINVAL, (200, 4), 10, ""),  # the first that holds
        (EFBIG, (200, 4), 10, "wrong-errno"),  # a later one may not win
        (EPERM, (200, 0), 10, ""),
        (EFBIG, (200, 0), 10, "wrong-errno"),
        (EFBIG, (200, 0), 300, ""),
        (EFBIG, (200, 0), None, ""),  # the unknown one before it may hold or not
        (EPERM, (200, 0), None, ""),
        (EINVAL, (200, 0), None, "wrong-errno"),
        (0, (200, 0), None, "accepted-invalid"),  # whatever is unknown
        (0, (50, 0), None, ""),
    ],
)
def test_order_of_checks(result: int, arguments: tuple[int, ...], limit: int, code: str) -> None:
    facts = {} if limit is None else {"RLIMIT_MEMLOCK": limit}
    assert said(result, *arguments, facts=facts, **ORDERED).code == code


def test_an_error_whose_place_is_not_promised_may_win_anywhere() -> None:
    errors = [*ORDERED["errors"]]  # type: ignore[misc]
    errors[2] = msgspec.structs.replace(errors[2], order=ErrorOrder.ANY)
    changes = {**ORDERED, "errors": tuple(errors)}
    assert said(EFBIG, 200, 4, facts={"RLIMIT_MEMLOCK": 10}, **changes).code == ""


def test_limits_give_way_to_the_error_that_says_when_they_are_looked_at() -> None:
    narrowed = ErrorCondition(errno="EINVAL", when=Expression("len != 0 && (flags & ~3)"))
    errors = (narrowed, *SPEC.errors[1:])
    assert said(0, 0, 4, errors=errors).verdict is Verdict.CONFORMING
    assert said(0, 1, 4, errors=errors).code == "accepted-invalid"
    assert said(0, 0, 4, errors=SPEC.errors[1:]).code == "accepted-invalid"


def test_limits_say_nothing_where_nothing_tells_whether_they_are_looked_at() -> None:
    when = "RLIMIT_MEMLOCK != 0 && (flags & ~3)"
    errors = (ErrorCondition(errno="EINVAL", when=Expression(when)), *SPEC.errors[1:])
    assert said(0, 1, 4, errors=errors).verdict is Verdict.CONFORMING
    for limit, code in ((0, ""), (1, "accepted-invalid")):
        assert said(0, 1, 4, errors=errors, facts={"RLIMIT_MEMLOCK": limit}).code == code


@pytest.mark.parametrize(
    ("ends", "result", "verdict"),
    [
        ({"success_min": "1"}, 5, Verdict.CONFORMING),
        ({"success_min": "1"}, 0, Verdict.VIOLATION),
        ({"success_max": "len"}, 1, Verdict.CONFORMING),
        ({"success_max": "len"}, 3, Verdict.VIOLATION),
        ({"success_min": "1", "success_max": "RLIMIT_NOFILE"}, 5, Verdict.CANNOT_TELL),
        ({"success_min": "1", "success_max": "RLIMIT_NOFILE"}, 0, Verdict.VIOLATION),
        ({}, 5, Verdict.CANNOT_TELL),
    ],
)
def test_a_range_may_have_one_end(ends: dict[str, str], result: int, verdict: Verdict) -> None:
    stated = {name: Expression(text) for name, text in ends.items()}
    rule = Returns(check=ReturnCheck.RANGE, **stated)
    assert said(result, 2, 0, returns=rule).verdict is verdict
