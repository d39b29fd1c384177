"""A check of which a spec says nothing is no fault of the error that it does describe."""

from __future__ import annotations

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorList
from tests.conform.kernels import Kernel, observer_of

EPERM, EINVAL = -1, -22


class Hidden(Kernel):
    """A call that refuses a large ``op``, and for another reason a page of ``flags``."""

    other = EINVAL

    def call(self, caller: Caller, *registers: int) -> int:
        op, length, flags = registers
        if flags == 4096:
            return self.other
        return EINVAL if op > 10 and length != 0 else 0


class HiddenPermission(Hidden):
    """The other reason has another errno."""

    other = EPERM


def results(
    kernel: type[Kernel],
    when: str | None = None,
    words: str | None = None,
    error_list: ErrorList | None = None,
) -> list[Result]:
    large = ErrorCondition(
        errno="EINVAL",
        summary="too large",
        condition=words,
        when=Expression(when) if when else None,
    )
    odd = ErrorCondition(errno="EPERM", summary="odd flag", when=Expression("flags == 5000"))
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(name="op", type_name="unsigned int", limits=Limits()),
            Param(name="len", type_name="size_t"),
            Param(name="flags", type_name="unsigned int"),
        ),
        errors=(large, odd) if kernel is HiddenPermission else (large,),
        error_list=error_list,
    )
    return list(try_spec(spec, observer=observer_of(kernel)).results)


def status(found: list[Result]) -> Status:
    (one,) = [one for one in found if one.summary == "too large"]
    return one.status


@pytest.mark.parametrize("error_list", [None, ErrorList.OPEN])
@pytest.mark.parametrize("kernel", [Hidden, HiddenPermission])
def test_the_other_check_is_a_note(kernel: type[Kernel], error_list: ErrorList | None) -> None:
    found = results(kernel, when="op > 10 && len != 0", error_list=error_list)
    assert status(found) is Status.CONFIRMED
    assert [one.code for one in found if one.kind == "spec"] == ["unexplained-errno"]


@pytest.mark.parametrize("kernel", [Hidden, HiddenPermission])
@pytest.mark.parametrize("when", ["op > 11 && len != 0", "op > 9 && len != 0", "op > 10"])
def test_what_is_false_is_refuted_all_the_same(kernel: type[Kernel], when: str) -> None:
    assert status(results(kernel, when=when)) is Status.REFUTED


def test_words_are_not_about_a_length_of_nothing() -> None:
    assert status(results(Hidden, words="op is greater than 10.")) is Status.CONFIRMED


def test_but_about_everything_else() -> None:
    assert status(results(Hidden, words="op is greater than 8.")) is not Status.CONFIRMED
    assert status(results(Hidden, words="len is greater than 8.")) is not Status.CONFIRMED
