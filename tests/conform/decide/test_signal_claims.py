"""Signals: each part of the time at which one comes is shown by a pair of calls."""

from __future__ import annotations

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param, Signal
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorList
from tests.conform.kernels import Kernel, observer_of

EINVAL = -22


class Killing(Kernel):
    """A call that kills callers who ask for more than 16 with an even bit."""

    def call(self, caller: Caller, *registers: int) -> int | str:
        length, flags = registers
        if flags & ~3:
            return EINVAL
        return "SIGXFSZ" if length > 16 and flags & 1 else 0


def spec(when: str | None) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"), Param(name="flags", type_name="int")),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("flags & ~3")),),
        error_list=ErrorList.CLOSED,
        signals=(Signal(name="SIGXFSZ", when=Expression(when) if when else None),),
    )


@pytest.mark.parametrize(
    ("when", "status", "shown", "parts"),
    [
        ("len > 16 && (flags & 1) && !(flags & ~3)", Status.CONFIRMED, 3, 3),
        ("len > 16 && (flags & 1)", Status.REFUTED, 0, 0),  # an unknown flag comes first
        ("len > 17 && (flags & 1) && !(flags & ~3)", Status.PLAUSIBLE, 3, 3),
        ("len > 16 && (flags & 1) && !(flags & ~1)", Status.PLAUSIBLE, 3, 3),
        ("len > 15 && (flags & 1) && !(flags & ~3)", Status.REFUTED, 0, 0),
        ("len > 16 && (flags & 1) && !(flags & ~3) && 0", Status.NOT_OBSERVED, 0, 0),
        ("len > 16 && (flags & 1) && !(flags & ~3) || 0", Status.PLAUSIBLE, 3, 4),
        ("the file is large", Status.NOT_TESTABLE, 0, 0),
        (None, Status.PLAUSIBLE, 0, 0),
    ],
)
def test_a_signal(when: str | None, status: Status, shown: int, parts: int) -> None:
    results = try_spec(spec(when), observer=observer_of(Killing)).results
    (found,) = [one for one in results if one.kind == "signal"]
    assert (found.status, found.shown, found.parts) == (status, shown, parts), found
