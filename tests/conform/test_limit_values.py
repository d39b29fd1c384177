"""The last values inside of limits and the first outside."""

from __future__ import annotations

import pytest

from kapi.conform.limit_values import limits_of
from kapi.conform.subject import Subject
from kapi.model.elements import Expression, Limits, Param, Violation
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ApiKind, ConstraintType

E = Expression


@pytest.mark.parametrize(
    ("kind", "limits", "inside", "outside"),
    [
        (
            "int",
            Limits(type=ConstraintType.RANGE, minimum=E("0"), maximum=E("9")),
            {0, 9},
            {-1, 10},
        ),
        (
            "u8",
            Limits(type=ConstraintType.RANGE, minimum=E("0"), maximum=E("255")),
            {0, 255},
            set(),
        ),
        ("u8", Limits(type=ConstraintType.MASK, mask=E("5")), {1, 4}, {2, 8, 16, 32, 64, 128}),
        ("int", Limits(type=ConstraintType.ENUM, values=(E("1"), E("7"))), {1, 7}, {0, 8}),
        ("size_t", Limits(type=ConstraintType.PAGE_ALIGNED), {0}, {1}),
        ("int", Limits(type=ConstraintType.NONZERO), {1}, {0}),
        ("int", Limits(type=ConstraintType.POWER_OF_TWO), {1, 2}, {0, 3}),
    ],
)
def test_edges(kind: str, limits: Limits, inside: set[int], outside: set[int]) -> None:
    param = Param(name="x", type_name=kind, limits=limits)
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(param,))
    found = limits_of(param, Subject(views(spec)[0], ARCHITECTURES["x86_64"]))
    assert found
    assert {number for _, number in found.inside} == inside
    assert {number for _, number in found.outside} == outside
    assert all(found.is_outside(number) for number in outside)
    assert not any(found.is_outside(number) for number in inside)


def test_what_is_no_number_has_none() -> None:
    param = Param(name="x", type_name="char *", limits=Limits(type=ConstraintType.BUFFER))
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(param,))
    assert limits_of(param, Subject(views(spec)[0], ARCHITECTURES["x86_64"])) is None


@pytest.mark.parametrize(("name", "told"), [("SCHED_FIFO", True), ("SCHED_NONSENSE", False)])
def test_limits_with_an_unknown_name_are_not_told(name: str, told: bool) -> None:
    limits = Limits(type=ConstraintType.ENUM, values=(E("0"), E(name)))
    param = Param(name="x", type_name="int", limits=limits, violation=Violation(action="reject"))
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(param,))
    found = limits_of(param, Subject(views(spec)[0], ARCHITECTURES["x86_64"]))
    assert found
    assert (found.is_told, bool(found.outside)) == (told, told)
