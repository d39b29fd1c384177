"""Errors: a part that makes no difference is not confirmed, whatever stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ConstraintType, ErrorList, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

EPERM, EINVAL = -1, -22
OPS = (100, 2000, 30000)


class Choosing(Kernel):
    """A call that knows three operations, and is not allowed for more than 10."""

    def call(self, caller: Caller, *registers: int) -> int:
        op, length, flags = registers
        if op not in OPS or flags & ~0x101000:
            return EINVAL
        return EPERM if length > 10 else 0


def in_words(words: str) -> Spec:
    one = spec("0", limits=False)
    said = ErrorCondition(errno="EPERM", summary="too long", condition=words)
    return msgspec.structs.replace(one, errors=(*one.errors[:2], said))


def spec(when: str, *, limits: bool = True, order: ErrorOrder | None = None) -> Spec:
    values = tuple(Expression(str(one)) for one in OPS)
    others = " && ".join(f"op != {one}" for one in OPS)
    op = Limits(type=ConstraintType.ENUM, values=values) if limits else Limits()
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(name="op", type_name="int", limits=op),
            Param(name="len", type_name="size_t"),
            Param(name="flags", type_name="int"),
        ),
        errors=(
            ErrorCondition(errno="EINVAL", summary="operation", when=Expression(others)),
            ErrorCondition(errno="EINVAL", summary="flag", when=Expression("flags & ~0x101000")),
            ErrorCondition(errno="EPERM", summary="too long", when=Expression(when)),
        ),
        error_list=ErrorList.OPEN,
        error_order=order,
    )


FALSE = [
    "len > 10 && op == 100",
    "len > 10 && op != 100",
    "len > 10 && op != 30000",
    "len > 10 && flags == 0",
    "len > 10 && !(flags & 0x1000)",
    "len > 10 && !flags",
    "len > 10 && op < 30000",
    "len > 11",
    "len >= 10",
    "len > 10 || op == 2000",
    "len > 10 || 1",
    "len > 10 && len != 12345",
    "op > 10",
    "flags > 10",
    "len > flags",
]


@pytest.mark.parametrize(("order", "limits"), [(None, False), (ErrorOrder.CHECKED, True)])
@pytest.mark.parametrize("when", FALSE)
def test_what_is_false_is_not_confirmed(when: str, order: ErrorOrder | None, limits: bool) -> None:
    results = try_spec(
        spec(when, limits=limits, order=order), observer=observer_of(Choosing)
    ).results
    (found,) = [one for one in results if one.kind == "error" and one.summary == "too long"]
    assert found.status is not Status.CONFIRMED, found


@pytest.mark.parametrize("order", [None, ErrorOrder.CHECKED])
def test_what_is_true_is(order: ErrorOrder | None) -> None:
    results = try_spec(spec("len > 10", order=order), observer=observer_of(Choosing)).results
    assert {one.status for one in results if one.kind == "error"} == {Status.CONFIRMED}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("len is greater than 10.", Status.CONFIRMED),
        ("len is greater than 10 and op is 100.", Status.PLAUSIBLE),
        ("len is greater than 10 and op is not 100.", Status.PLAUSIBLE),
    ],
)
def test_words_with_a_part_that_only_an_earlier_check_shows_are_not(
    words: str, status: Status
) -> None:
    results = try_spec(in_words(words), observer=observer_of(Choosing)).results
    (found,) = [one for one in results if one.kind == "error" and one.summary == "too long"]
    assert found.read_as
    assert found.status is status, found


@pytest.mark.parametrize("order", [None, ErrorOrder.CHECKED])
@pytest.mark.parametrize("flags", ["flags & 0x101000", "!(flags & ~0x101000) && flags & 0x1000"])
def test_what_an_earlier_check_takes_away_shows_nothing(
    flags: str, order: ErrorOrder | None
) -> None:
    """The errno also stays without the part, and what nobody can tell may be the reason of that."""
    one = spec(f"len > 10 && ({flags})", order=order)
    untold = ErrorCondition(errno="EPERM", summary="untold", condition="The moon is full.")
    one = msgspec.structs.replace(one, errors=(*one.errors, untold))
    results = try_spec(one, observer=observer_of(Choosing)).results
    (found,) = [one for one in results if one.kind == "error" and one.summary == "too long"]
    assert found.status is Status.PLAUSIBLE, found


def test_words_that_an_accepted_call_contradicts_are_shown_that_call() -> None:
    said = ErrorCondition(errno="EACCES", summary="operation", condition="op is 100.")
    one = spec("len > 10")
    one = msgspec.structs.replace(one, errors=(*one.errors, said))
    results = try_spec(one, observer=observer_of(Choosing)).results
    (found,) = [each for each in results if "EACCES" in each.claim]
    assert found.status is Status.NOT_OBSERVED, found
    assert "as it was read it held in a call that was accepted: close(100" in found.reason


@pytest.mark.parametrize(
    ("errno", "words", "reason"),
    [
        ("EACCES", "The moon is full.", "no word of its condition could be read, and its errno "),
        ("EPERM", "The moon is full and op is 100.", "other conditions explain close(100, "),
    ],
)
def test_words_that_were_not_read_say_what_came(errno: str, words: str, reason: str) -> None:
    said = ErrorCondition(errno=errno, summary="moon", condition=words)
    one = spec("len > 10", order=ErrorOrder.CHECKED)
    one = msgspec.structs.replace(one, errors=(*one.errors, said))
    results = try_spec(one, observer=observer_of(Choosing)).results
    (found,) = [each for each in results if each.summary == "moon"]
    assert found.status is Status.NOT_OBSERVED, found
    assert reason in found.reason


def test_an_errno_that_comes_elsewhere_too_says_nothing_of_a_check_after_it() -> None:
    results = try_spec(
        spec("len > 10", limits=False),
        observer=observer_of(lambda op, length, flags: EINVAL * (length > 10 or op in OPS)),
    ).results
    (found,) = [one for one in results if one.summary == "too long"]
    assert found.status is not Status.REFUTED


def test_an_errno_that_comes_only_there_refutes_another() -> None:
    results = try_spec(
        spec("len > 10", limits=False),
        observer=observer_of(lambda op, length, flags: EINVAL * (length > 10)),
    ).results
    (found,) = [one for one in results if one.summary == "too long"]
    assert found.status is Status.REFUTED


def numbered(*whens: str, words: str) -> Spec:
    """Claims for EINVAL, one of them in ``words`` that nothing can read."""
    said = ErrorCondition(errno="EINVAL", summary="odd", condition=words)
    told = (ErrorCondition(errno="EINVAL", summary="number", when=Expression(w)) for w in whens)
    return msgspec.structs.replace(spec("0", limits=False), errors=(*told, said))


class Without(Kernel):
    """A call that has no second operation here; whether it is allowed is asked of the first."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] == 2 else 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"no_new_privs()": 1}


@pytest.mark.parametrize(
    ("asked", "status"), [("", Status.REFUTED), (" and no_new_privs is set", None)]
)
def test_what_is_the_same_in_each_call_may_be_asked_after_another_check(
    asked: str, status: Status | None
) -> None:
    refused = ErrorCondition(errno="EPERM", summary="refused", condition=f"op is 2{asked}.")
    one = msgspec.structs.replace(
        spec("0"),
        params=(Param(name="op", type_name="int"),),
        errors=(ErrorCondition(errno="EINVAL", summary="size", when=Expression("op > 9")), refused),
    )
    results = try_spec(one, observer=observer_of(Without)).results
    (found,) = (one for one in results if one.summary == "refused")
    assert found.status is (status or Status.NOT_OBSERVED)
    if status is None:
        assert found.reason == "no call changed no_new_privs()"


class Numbers(Kernel):
    """A call that does not take three numbers, nor a flag."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] in (4, 5, 6) or registers[2] & 1 else 0


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("op == 4 || op == 5 || op == 6", Status.CONFIRMED),
        ("op == 5", Status.PLAUSIBLE),
    ],
)
def test_a_number_between_others_that_are_told_is_shown(when: str, status: Status) -> None:
    one = numbered(when, words="The moon is full.")
    results = try_spec(one, observer=observer_of(Numbers)).results
    (found,) = [one for one in results if one.kind == "error" and one.summary == "number"]
    assert found.status is status, found
