"""Pairs: what the second call of one may end with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kapi.conform.calls import Calls
from kapi.conform.case import Caller, Case
from kapi.conform.decide.pairs import pairs_of
from kapi.conform.results import Result, Status
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind, ErrorList, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

EPERM, EIO, EAGAIN, EFAULT = -1, -5, -11, -14


class Waiting(Kernel):
    """A call that takes ten bytes, and for more waits or fails as its first flag says."""

    def call(self, caller: Caller, *registers: int) -> int | None:
        length, flags = registers
        if length <= 10:
            return length
        return EAGAIN if flags & 1 else None


class Late(Kernel):
    """A call that waits as its first flag says, and looks at the length afterwards."""

    def call(self, caller: Caller, *registers: int) -> int | None:
        length, flags = registers
        return None if flags & 1 else EFAULT if length > 10 else 0


class Early(Late):
    """The same, and it looks at the length first."""

    def call(self, caller: Caller, *registers: int) -> int | None:
        length, flags = registers
        return EFAULT if length > 10 else None if flags & 1 else 0


class Failing(Kernel):
    """A call that is refused more than ten bytes, and fails with fewer for a reason of its own."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EPERM if registers[0] > 10 else EIO


class Twice(Kernel):
    """A call that looks at its first flag and a bit of the length before another, and after it."""

    def call(self, caller: Caller, *registers: int) -> int:
        length, flags = registers
        if flags & 1 and length & 8:
            return EPERM
        if length & 2:
            return EIO
        return EPERM if flags & 1 and length & 24 else 0


class Once(Kernel):
    """A call that looks at its first flag after a bit of the length alone."""

    def call(self, caller: Caller, *registers: int) -> int:
        length, flags = registers
        return EIO if length & 2 else EPERM if flags & 1 and length else 0


class Turned(Kernel):
    """A call that refuses a bit of the length, after another one where its first flag is given."""

    def call(self, caller: Caller, *registers: int) -> int:
        length, flags = registers
        if not flags & 1 and length & 8:
            return EPERM
        if length & 2:
            return EIO
        return EPERM if length & 8 else 0


def spec_of(*errors: ErrorCondition, order: ErrorOrder | None) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"), Param(name="flags", type_name="int")),
        errors=errors,
        error_list=ErrorList.OPEN,
        error_order=order,
    )


def result(kernel: type[Kernel], *errors: ErrorCondition, order: ErrorOrder | None) -> Result:
    results = try_spec(spec_of(*errors, order=order), observer=observer_of(kernel)).results
    return next(one for one in results if one.kind == "error")


def when(errno: str, condition: str) -> ErrorCondition:
    return ErrorCondition(errno=errno, summary=condition, when=Expression(condition))


def test_a_call_that_sleeps_has_passed_the_check() -> None:
    found = result(Waiting, when("EAGAIN", "len > 10 && (flags & 1)"), order=None)
    assert (found.status, found.shown, found.parts) == (Status.CONFIRMED, 2, 2)
    assert any(pair.counterpart.endswith("no return") for pair in found.pairs)


def test_what_makes_no_difference_is_not_shown_by_calls_that_sleep() -> None:
    found = result(Waiting, when("EAGAIN", "len > 10 && (flags & 1) && flags < 3"), order=None)
    assert found.status is not Status.CONFIRMED


def test_what_a_call_checks_when_it_wakes_is_not_shown_by_its_sleep() -> None:
    found = result(Late, when("EFAULT", "len > 10 && !(flags & 1)"), order=None)
    assert (found.status, found.shown, found.parts) == (Status.PLAUSIBLE, 1, 2)
    found = result(Early, when("EFAULT", "len > 10"), order=None)
    assert found.status is Status.CONFIRMED


@pytest.mark.parametrize("order", [None, ErrorOrder.CHECKED])
def test_a_later_check_that_nobody_can_read(order: ErrorOrder | None) -> None:
    """Where its place is promised, a call that it ended has passed the checks before it."""
    later = ErrorCondition(errno="EIO", summary="failed", condition="The moon is full.")
    found = result(Failing, when("EPERM", "len > 10"), later, order=order)
    assert (found.status is Status.CONFIRMED) is (order is ErrorOrder.CHECKED)


_BETWEEN = ErrorCondition(errno="EIO", summary="failed", when=Expression("len & 2"))


@pytest.mark.parametrize("order", [None, ErrorOrder.CHECKED])
@pytest.mark.parametrize(
    ("kernel", "early", "late"),
    [
        (Twice, "(flags & 1) && (len & 8)", "(flags & 1) && (len & 24)"),
        (Turned, "!(flags & 1) && (len & 8)", "(flags & 1) && (len & 8)"),
    ],
)
def test_a_later_check_with_the_same_errno(
    kernel: type[Kernel], early: str, late: str, order: ErrorOrder | None
) -> None:
    """An errno that is promised to come between tells the two from each other."""
    found = result(kernel, when("EPERM", early), _BETWEEN, when("EPERM", late), order=order)
    assert (found.status is Status.CONFIRMED) is (order is ErrorOrder.CHECKED)


def test_a_check_that_another_with_the_same_errno_makes_later() -> None:
    """No call tells whether it is made at all."""
    early, late = when("EPERM", "(flags & 1) && (len & 8)"), when("EPERM", "(flags & 1) && len")
    found = result(Once, early, _BETWEEN, late, order=ErrorOrder.CHECKED)
    assert found.status is not Status.CONFIRMED


class Odd(Kernel):
    """A call that refuses the first object, and the second for a reason of its own."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EPERM if registers[0] in (1, 2) else 0


def case_of(thing: int, flags: int, keep: tuple[str, ...]) -> Case:
    caller = Caller(unprivileged=True, keep=keep)
    return Case(
        syscall="close",
        steps=(f"a0 = {thing};", f"a1 = {flags};"),
        arguments=("a0", "a1"),
        caller=caller,
        shown=f"close({thing}, {flags})",
        inputs=(*caller.inputs, f"object:{thing}", str(flags)),
    )


KEPT, GIVEN_UP = ("CAP_CHOWN",), ()


@pytest.mark.parametrize(
    ("beside", "is_shown"),
    [
        ((), True),
        ([(2, 1, KEPT)], False),
        ([(thing, 1, GIVEN_UP) for thing in (1, 2, 3)], False),
        ([(thing, 0, GIVEN_UP) for thing in (1, 2, 3)], True),  # the flags may be why
    ],
)
def test_an_object_with_which_the_errno_stays_counts_for_other_callers_too(
    beside: Sequence[tuple[int, int, tuple[str, ...]]], is_shown: bool
) -> None:
    words = ErrorCondition(errno="EPERM", summary="moon", condition="The moon forbids len.")
    spec = spec_of(when("EPERM", "len == 1"), words, order=None)
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(spec)[0], machine), observer_of(Odd))
    for one in (*((thing, 1, KEPT) for thing in (1, 3, 4, 5)), *beside):
        assert calls.make(case_of(*one)) is not None
    condition = calls.subject.judge.conditions[0]
    assert bool(pairs_of(condition, calls)) is is_shown


class Hiding(Kernel):
    """A call that refuses one length, and then another."""

    def call(self, caller: Caller, *registers: int) -> int:
        length, flags = registers
        return EPERM if flags & 1 and length & 8 else EIO if length & 2 else 0


def test_an_order_that_no_call_shows_tells_nothing() -> None:
    """Where the check between and the late one hold the early one does, too: who knows which."""
    late = when("EPERM", "(flags & 1) && (len & 8) == 8")
    found = result(
        Hiding, when("EPERM", "(flags & 1) && (len & 8)"), _BETWEEN, late, order=ErrorOrder.CHECKED
    )
    assert found.status is not Status.CONFIRMED
