"""Specs of a call whose truth is known: what is right is confirmed, what is wrong never is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from kapi.conform.calls import Calls
from kapi.conform.case import Caller, Case
from kapi.conform.observe import Observation
from kapi.conform.results import Pair, Result, Status, result_of
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.search import Search
from kapi.conform.subject import Subject
from kapi.conform.trial import Tried, together, try_spec
from kapi.conform.witness import Earlier
from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, Returns, Violation
from kapi.model.spec import Spec, Variant
from kapi.model.variants import views
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import (
    ApiKind,
    ConstraintType,
    ErrorList,
    ErrorOrder,
    ReturnCheck,
)
from tests.conform.kernels import Kernel, observer_of

EPERM, EINVAL, ENOMEM, EFBIG = -1, -22, -12, -27


def kernel(length: int, flags: int) -> int:
    """Flags are bits 0 and 1; lengths up to 100, of which bit 1 wants more than 9."""
    flags &= 0xFFFFFFFF
    if flags & ~3:
        return EINVAL
    if length > 100:
        return EFBIG
    if flags & 2 and length < 10:
        return ENOMEM
    return 0


def error(errno: str, summary: str, when: str) -> ErrorCondition:
    return ErrorCondition(errno=errno, summary=summary, when=Expression(when))


UNKNOWN = error("EINVAL", "unknown flag", "flags & ~3")
LONG = error("EFBIG", "too long", "len > 100")
SHORT = error("ENOMEM", "too short", "(flags & 2) && len < 10")
FLAGS = Param(
    name="flags",
    type_name="unsigned int",
    limits=Limits(type=ConstraintType.MASK, mask=Expression("3")),
    violation=Violation(action="reject", errno="EINVAL"),
)
RIGHT = Spec(
    name="sys_read",  # any name that this machine has a number for
    kind=ApiKind.SYSCALL,
    params=(Param(name="len", type_name="size_t"), FLAGS),
    returns=Returns(check=ReturnCheck.EXACT, success=Expression("0")),
    errors=(UNKNOWN, LONG, SHORT),
    error_list=ErrorList.CLOSED,
    error_order=ErrorOrder.CHECKED,
)


def tried(spec: Spec = RIGHT, **changes: object) -> Tried:
    return try_spec(msgspec.structs.replace(spec, **changes), observer=observer_of(kernel))


def found(results: tuple[Result, ...], summary: str) -> Result:
    return next(one for one in results if one.summary == summary and one.kind == "error")


def test_what_is_right_is_confirmed_by_pairs() -> None:
    results = tried().results
    decided = [one for one in results if one.subject != "len"]  # which has no limits
    assert {one.status for one in decided} == {Status.CONFIRMED}
    short = found(results, "too short")
    assert (short.parts, short.shown, len(short.pairs)) == (2, 2, 2)
    for pair in short.pairs:
        assert pair.call.endswith("= -1 ENOMEM")
        assert not pair.counterpart.endswith("ENOMEM")
    orders = [one.subject for one in results if one.kind == "order"]
    assert orders == ["EINVAL before EFBIG"]  # no length is both too long and too short


@pytest.mark.parametrize(
    "when",
    [
        "(flags & 2) && len < 10 && 0",
        "(flags & 2) && len < 10 && 1 == 1",
        "(flags & 2) && len < 10 && flags != 77",
        "(flags & 3) && len < 10",
        "(flags & 2) && len < 11",
        "(flags & 2) && len < 9",
        "(flags & 2) && len <= 10",
        "(flags & 1) && len < 10",
        "flags & 2",
        "len < 10",
        "(flags & 2) || len < 10",
        "len >= 10",
        "(flags & 2) && len < 10 && is_open(len)",
        "words that nobody reads",
    ],
)
@pytest.mark.parametrize("order", [ErrorOrder.CHECKED, None])
def test_a_wrong_condition_is_never_confirmed(when: str, order: ErrorOrder | None) -> None:
    wrong = error("ENOMEM", "too short", when)
    results = tried(errors=(UNKNOWN, LONG, wrong), error_order=order).results
    assert found(results, "too short").status is not Status.CONFIRMED


def test_a_wrong_errno_is_refuted() -> None:
    wrong = error("EPERM", "too short", SHORT.when or "")
    results = tried(errors=(UNKNOWN, LONG, wrong)).results
    assert found(results, "too short").status is Status.REFUTED


def test_a_wrong_order_is_refuted() -> None:
    results = tried(errors=(LONG, UNKNOWN, SHORT)).results
    assert found(results, "too long").code == "wrong-errno"


def test_a_missing_error_is_said() -> None:
    results = tried(errors=(UNKNOWN, LONG)).results
    note = next(one for one in results if not one.claim)
    assert (note.status, note.code, note.subject) == (Status.REFUTED, "unlisted-errno", "ENOMEM")


@pytest.mark.parametrize("mask", ["1", "7", "2"])
def test_a_wrong_mask_is_not_confirmed(mask: str) -> None:
    limits = Limits(type=ConstraintType.MASK, mask=Expression(mask))
    flags = msgspec.structs.replace(FLAGS, limits=limits)
    results = tried(params=(RIGHT.params[0], flags)).results
    wrong = next(one for one in results if one.kind == "param" and one.subject == "flags")
    assert wrong.status is not Status.CONFIRMED


@pytest.mark.parametrize(("maximum", "status"), [("100", True), ("99", False), ("101", False)])
def test_a_bound_is_confirmed_by_its_last_and_first_value(maximum: str, status: bool) -> None:
    limits = Limits(type=ConstraintType.RANGE, minimum=Expression("0"), maximum=Expression(maximum))
    length = Param(
        name="len",
        type_name="size_t",
        limits=limits,
        violation=Violation(action="reject", errno="EFBIG"),
    )
    results = tried(params=(length, FLAGS)).results
    one = next(one for one in results if one.kind == "param" and one.subject == "len")
    assert (one.status is Status.CONFIRMED) is status


def test_a_wrong_return_rule_is_refuted() -> None:
    results = tried(returns=Returns(check=ReturnCheck.EXACT, success=Expression("1"))).results
    assert next(one for one in results if one.kind == "return").status is Status.REFUTED


def test_the_budget_is_kept_and_said() -> None:
    few = try_spec(RIGHT, budget=10, observer=observer_of(kernel))
    assert few.used_up
    assert few.calls <= 10


def record(short: Result) -> Earlier:
    return Earlier(
        claim=short.claim,
        where="elsewhere",
        condition=short.condition,
        witnesses=tuple(one for pair in short.pairs for one in pair.witnesses),
    )


def test_another_outcome_than_the_record_differs() -> None:
    earlier = record(found(tried().results, "too short"))
    same = try_spec(RIGHT, earlier=(earlier,), observer=observer_of(kernel)).results
    assert found(same, "too short").status is Status.CONFIRMED

    def lax(length: int, flags: int) -> int:
        result = kernel(length, flags)
        return 0 if result == ENOMEM else result

    other = try_spec(RIGHT, earlier=(earlier,), observer=observer_of(lax)).results
    assert found(other, "too short").status in (Status.REFUTED, Status.DIFFERS)


class Limited(Kernel):
    """The same for a caller who may do nothing."""

    locked = 1

    def call(self, caller: Caller, *registers: int) -> int:
        return EPERM if self.locked else kernel(*registers)

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.locked}


class Free(Limited):
    locked = 0


@pytest.mark.parametrize("order", [ErrorOrder.CHECKED, None])
def test_a_call_that_another_check_refuses_is_no_difference(
    order: ErrorOrder | None,
) -> None:
    forbidden = error("EPERM", "not allowed", "locked_bytes() > 0")
    errors = (forbidden, UNKNOWN, LONG, SHORT)
    spec = msgspec.structs.replace(RIGHT, errors=errors, error_order=order)
    earlier = record(found(try_spec(spec, observer=observer_of(Free)).results, "too short"))
    assert earlier.witnesses
    results = try_spec(spec, earlier=(earlier,), observer=observer_of(Limited)).results
    assert found(results, "too short").status is not Status.DIFFERS


def test_an_errno_that_only_a_parameter_speaks_of_is_said() -> None:
    results = tried(errors=(LONG, SHORT)).results
    assert [(one.code, one.subject) for one in results if not one.claim] == [
        ("unexplained-errno", "EINVAL")
    ]


def test_words_that_no_call_needs_are_no_doubt() -> None:
    unread = ErrorCondition(errno="EFBIG", summary="moonlight", condition="gribble the walrus")
    results = tried(errors=(UNKNOWN, LONG, SHORT, unread), error_order=None).results
    assert found(results, "too long").status is Status.CONFIRMED
    assert found(results, "moonlight").status is Status.NOT_OBSERVED


def test_words_that_may_be_the_reason_are_a_doubt() -> None:
    narrow = error("EFBIG", "too long", "len > 200")
    unread = ErrorCondition(errno="EFBIG", summary="moonlight", condition="gribble the walrus")
    results = tried(errors=(UNKNOWN, narrow, SHORT, unread), error_order=None).results
    assert found(results, "too long").status is not Status.CONFIRMED


def test_only_a_case_as_its_file_has_it_is_said_not_to_be_made() -> None:
    """Without a step of its set-up a case often fails, and an object may lack on this machine."""
    inputs = (*Caller().inputs, "first;", "second;", "5", "1")
    needy = Case(
        syscall="read",
        steps=("first;", "second;"),
        arguments=("5", "1"),
        shown="read(5, 1)",
        name="needs a step",
        inputs=inputs,
        family="read: needs a step",
    )
    broken = msgspec.structs.replace(needy, name="broken", family="read: broken")

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        if case.name == "broken" or (case.name and "first;" not in case.steps):
            return Observation(Ran(None, {}, "second: fails"))
        if not case.name and "a0 = 101;" in case.steps:
            return Observation(Ran(None, {}, "no such object"))
        numbers = tuple(one for one in case.steps if one.startswith("a"))
        numbered = msgspec.structs.replace(case, steps=numbers)
        return observer_of(kernel)(numbered, subject, seconds)

    architecture = this_machine()
    assert architecture is not None
    (view,) = views(RIGHT)
    calls = Calls(Subject(view, architecture), observe, 400)
    Search(calls, (needy, broken), 0, 4).run()
    assert calls.problems == {"broken": "second: fails"}
    assert set(calls.lacking.values()) == {"no such object"}


def partly(part: str, reason: str) -> Tried:
    claim = claims(RIGHT)[0]
    pair = Pair(part=part, call="read(1) = -1", counterpart="read(0) = 0")
    one = result_of(claim, Status.PLAUSIBLE, reason, parts=2, shown=1, pairs=(pair,))
    return Tried(results=(one,))


@pytest.mark.parametrize(
    ("more", "status"), [("", Status.CONFIRMED), ("; and it hangs", Status.PLAUSIBLE)]
)
def test_parts_that_different_variants_show_are_those_of_one_error(
    more: str, status: Status
) -> None:
    shown = (partly("a", "no pair of calls for b"), partly("b", f"no pair of calls for a{more}"))
    (one,) = together(shown, claims(RIGHT)[:1], {}).results
    assert (one.status, one.shown) == (status, 2 if status is Status.CONFIRMED else 1)


def chosen(op: int, size: int) -> int:
    """Three operations, of which two want another size."""
    wanted = {0: 8, 1: 16, 2: 8}.get(op)
    if wanted is None:
        return EINVAL
    return 0 if size == wanted else ENOMEM


OP = Param(
    name="op",
    type_name="int",
    limits=Limits(type=ConstraintType.ENUM, values=tuple(map(Expression, "012"))),
)
EVERY_VALUE = Spec(
    name="sys_close",
    kind=ApiKind.SYSCALL,
    params=(OP, Param(name="size", type_name="unsigned int")),
    errors=(error("EINVAL", "unknown", "op != 0 && op != 1 && op != 2"),),
    variants=tuple(
        Variant(
            condition=Expression(f"op == {number}"),
            errors=(error("ENOMEM", f"size of {number}", f"size != {size}"),),
        )
        for number, size in enumerate((8, 16, 8))
    ),
    error_list=ErrorList.CLOSED,
)


def test_unknown_values_are_told_from_those_that_all_have_variants() -> None:
    observe = observer_of(chosen)
    right = try_spec(EVERY_VALUE, observer=observe).results
    assert found(right, "unknown").status is Status.CONFIRMED
    wrong = error("EINVAL", "unknown", "op != 0 && op != 1 && op != 2 && op != 3")
    results = try_spec(msgspec.structs.replace(EVERY_VALUE, errors=(wrong,)), observer=observe)
    assert found(results.results, "unknown").status is not Status.CONFIRMED


def test_a_variant_with_its_own_return_rule_says_nothing_of_the_others() -> None:
    other = Returns(check=ReturnCheck.EXACT, success=Expression("1"))
    first, *rest = EVERY_VALUE.variants
    changed = (msgspec.structs.replace(first, returns=other), *rest)
    last = views(msgspec.structs.replace(EVERY_VALUE, variants=changed))[-1]
    assert last.beside == tuple(rest)
    limited = (msgspec.structs.replace(first, params=(OP,)), *rest)
    assert views(msgspec.structs.replace(EVERY_VALUE, variants=limited))[-1].beside == tuple(rest)
