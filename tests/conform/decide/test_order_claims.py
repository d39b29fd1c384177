"""Orders of checks: shown by a pair, refuted by one call that has both troubles."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

import msgspec
import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.expr.predicates import CONSTANTS
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

SPEC = Spec(
    name="sys_close",
    kind=ApiKind.SYSCALL,
    params=(Param(name="fd", type_name="unsigned int"),),
    errors=(
        ErrorCondition(errno="EINVAL", when=Expression("fd & 1")),
        ErrorCondition(errno="EPERM", when=Expression("fd & 2")),
    ),
    error_order=ErrorOrder.CHECKED,
)


def in_order(number: int) -> int:
    """A kernel that checks as the spec says."""
    return -errno.EINVAL if number & 1 else -errno.EPERM if number & 2 else 0


def turned_round(number: int) -> int:
    """A kernel that checks the second first."""
    return -errno.EPERM if number & 2 else -errno.EINVAL if number & 1 else 0


@pytest.mark.parametrize(
    ("kernel", "status", "code"),
    [(in_order, Status.CONFIRMED, ""), (turned_round, Status.REFUTED, "wrong-errno")],
)
def test_an_order(kernel: object, status: Status, code: str) -> None:
    assert callable(kernel)
    results = try_spec(SPEC, observer=observer_of(kernel)).results
    (found,) = [one for one in results if one.kind == "order"]
    assert (found.status, found.code) == (status, code), found


UNTOLD = ErrorCondition(errno="EINVAL", condition="the moon is full")


def needs_the_moon(number: int) -> int:
    """A kernel that refuses more than the spec's conditions explain."""
    return -errno.EINVAL if number & 5 else -errno.EPERM if number & 2 else 0


@pytest.mark.parametrize(
    ("kernel", "status"),
    [(in_order, Status.CONFIRMED), (needs_the_moon, Status.NOT_OBSERVED)],
)
def test_an_error_that_nothing_can_tell_is_a_doubt_where_its_errno_needs_it(
    kernel: object, status: Status
) -> None:
    assert callable(kernel)
    spec = msgspec.structs.replace(SPEC, errors=(UNTOLD, *SPEC.errors))
    results = try_spec(spec, observer=observer_of(kernel)).results
    assert [one.status for one in results if one.kind == "order"] == [status]


@pytest.mark.parametrize(
    ("needs", "when", "status", "reason"),
    [
        (
            "fd == fd + 1",
            "fd & 2",
            Status.NOT_TESTABLE,
            "this kernel or machine lacks fd == fd + 1",
        ),
        (None, "fd & 2 && fd - fd", Status.NOT_OBSERVED, "no call met the condition of EPERM"),
        (None, "fd & 2 && fd % 2 == 0", Status.NOT_OBSERVED, "no call met both conditions"),
    ],
)
def test_why_an_order_was_not_met(
    needs: str | None, when: str, status: Status, reason: str
) -> None:
    second = ErrorCondition(errno="EPERM", when=Expression(when), needs=needs)
    spec = msgspec.structs.replace(SPEC, errors=(SPEC.errors[0], second))
    results = try_spec(spec, observer=observer_of(in_order)).results
    (found,) = [one for one in results if one.kind == "order"]
    assert (found.status, found.reason) == (status, reason)


class Directories(Kernel):
    """A kernel that reads no path of two; only of a path that was read is the third thing known."""

    def call(self, caller: Caller, *registers: int) -> int:
        return in_order(registers[0])

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        if registers[0] & 2:
            return {"walk_parent(fd)": CONSTANTS["WALK_FAULT"]}
        third = dict.fromkeys(("parent_removed(fd)", "is_open(fd)"), 0)
        return {"walk_parent(fd)": CONSTANTS["WALK_FOUND"], **third}


@pytest.mark.parametrize(
    ("third", "status"),
    [("parent_removed(fd)", Status.CONFIRMED), ("is_open(fd)", Status.NOT_OBSERVED)],
)
def test_what_cannot_hold_beside_both_is_no_doubt(third: str, status: Status) -> None:
    """Whether the directory of the new name was removed, nobody can tell of link("gone", NULL)."""
    errors = (
        SPEC.errors[0],
        ErrorCondition(errno="EPERM", when=Expression("walk_parent(fd) == WALK_FAULT")),
        ErrorCondition(errno="EINVAL", when=Expression(third), order=ErrorOrder.ANY),
    )
    spec = msgspec.structs.replace(SPEC, errors=errors)
    results = try_spec(spec, observer=observer_of(Directories)).results
    assert [one.status for one in results if one.kind == "order"] == [status]
