"""Orders of checks: shown by a pair, refuted by one call that has both troubles."""

from __future__ import annotations

import errno

import pytest

from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorOrder
from tests.conform.kernels import observer_of

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
