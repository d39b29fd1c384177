"""A call that ends otherwise than a record says differs, unless another condition may be why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.conform.witness import Earlier
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

EINVAL, EACCES, ENOSPC = -22, -13, -28

LONG = ErrorCondition(errno="EINVAL", summary="too long", when=Expression("len > 8"))
DENIED = ErrorCondition(errno="EACCES", summary="denied", when=Expression("locked_bytes() > 0"))


class Free(Kernel):
    """A call that refuses what is too long, and then callers who have ``locked`` memory."""

    locked: int | None = 0
    found = EACCES

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] > 8 else self.found if self.locked != 0 else 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {} if self.locked is None else {"locked_bytes()": self.locked}


class Locked(Free):
    locked = 1


class Untold(Free):
    locked = None


class Full(Untold):
    """What comes is an errno of which no condition speaks."""

    found = ENOSPC


class Lax(Locked):
    """A kernel that forgot the second check."""

    found = 0


class Lost(Free):
    """A kernel that forgot the first."""

    def call(self, caller: Caller, *registers: int) -> int:
        return 0


def spec(order: ErrorOrder | None) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="unsigned int"),),
        errors=(LONG, DENIED),
        error_order=order,
    )


def long(
    kernel: type[Kernel], order: ErrorOrder | None, earlier: tuple[Earlier, ...] = ()
) -> Result:
    results = try_spec(spec(order), observer=observer_of(kernel), earlier=earlier).results
    return next(one for one in results if one.summary == "too long")


def now(then: type[Kernel], kernel: type[Kernel], order: ErrorOrder | None) -> Status:
    """What the error is where ``then`` is on record, and ``kernel`` answers."""
    known = long(then, order)
    assert known.status is Status.CONFIRMED
    witnesses = tuple(one for pair in known.pairs for one in pair.witnesses)
    earlier = Earlier(
        claim=known.claim, where="elsewhere", condition=known.condition, witnesses=witnesses
    )
    return long(kernel, order, (earlier,)).status


@pytest.mark.parametrize("order", [ErrorOrder.CHECKED, None])
@pytest.mark.parametrize(("then", "kernel"), [(Free, Locked), (Locked, Free), (Free, Untold)])
def test_what_another_condition_explains_is_no_difference(
    then: type[Kernel], kernel: type[Kernel], order: ErrorOrder | None
) -> None:
    assert now(then, kernel, order) is not Status.DIFFERS


def test_what_another_condition_forbids_is_a_difference() -> None:
    assert now(Locked, Lax, ErrorOrder.CHECKED) is Status.DIFFERS


@pytest.mark.parametrize("kernel", [Lost, Full])
def test_what_nothing_explains_is_a_difference(kernel: type[Kernel]) -> None:
    assert now(Free, kernel, ErrorOrder.CHECKED) is Status.DIFFERS
