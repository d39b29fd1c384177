"""Calls that are accepted: from which the search begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.attempt import Attempt
from kapi.conform.bases import Bases
from kapi.conform.calls import Calls
from kapi.conform.case import Caller
from kapi.conform.making import Making
from kapi.conform.subject import Subject
from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind, ConstraintType
from tests.conform.kernels import Kernel, observer_of

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")

NEITHER = "{0} != (int)-1 && {0} != uid()"


class Owned(Kernel):
    """Each number must be -1, or that of the caller, which is 0."""

    def call(self, caller: Caller, *registers: int) -> int:
        return 0 if all(one & 0xFFFFFFFF in (0xFFFFFFFF, 0) for one in registers) else -1

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"uid()": 0}


def making_of(kernel: type[Kernel], spec: Spec) -> Making:
    machine = this_machine()
    assert machine is not None
    return Making(Calls(Subject(views(spec)[0], machine), observer_of(kernel), budget=1000))


def bases_of(making: Making) -> list[Attempt]:
    return Bases(making.pool, making.make, making.calls.left()).find()


def owned(*names: str) -> Spec:
    return Spec(
        name="sys_read",
        kind=ApiKind.SYSCALL,
        params=tuple(Param(name=one, type_name="int") for one in names),
        errors=tuple(
            ErrorCondition(errno="EPERM", summary=one, when=Expression(NEITHER.format(one)))
            for one in names
        ),
    )


def test_numbers_that_keep_each_condition_from_holding_are_a_base_too() -> None:
    found = bases_of(making_of(Owned, owned("first", "second")))
    assert [[one.name for one in base.arguments] for base in found] == [["0", "0"], ["-1", "-1"]]


def test_one_number_alone_is_no_other_base() -> None:
    (only,) = bases_of(making_of(Owned, owned("first")))
    assert [one.name for one in only.arguments] == ["0"]


class Picky(Kernel):
    """Only one number is taken, the last of many."""

    def call(self, caller: Caller, *registers: int) -> int:
        return 0 if registers[0] == 40 else -22


def test_what_is_excluded_gives_its_place_to_what_comes_later() -> None:
    numbers = tuple(Expression(str(one)) for one in range(1, 41))
    limits = Limits(type=ConstraintType.ENUM, values=numbers)
    spec = Spec(
        name="sys_read",
        kind=ApiKind.SYSCALL,
        params=(Param(name="op", type_name="int", limits=limits),),
        errors=(ErrorCondition(errno="EINVAL", summary="small", when=Expression("op < 40")),),
    )
    found = bases_of(making_of(Picky, spec))
    assert [one.name for one in found[0].arguments] == ["40"]
