"""What a handle must be: shown by one that is taken, one that is refused, and none besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.call import Call, Outcome
from kapi.conform.case import Caller, Case
from kapi.conform.observe import Observation
from kapi.conform.results import Status
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.expr.render_c import render_c
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, SideEffect, Violation
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ConstraintType, ParamType
from tests.conform.kernels import Kernel, observer_of

EBADF, EINVAL = -9, -22


def spec(word: str) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(
                name="fd",
                type_name="int",
                type=ParamType.FD,
                object=word,
                violation=Violation(action="reject", errno="EBADF"),
            ),
        ),
        errors=(ErrorCondition(errno="EBADF", summary="closed", when=Expression("!is_open(fd)")),),
    )


def taking(*kinds: str) -> Status:
    """What becomes of the claim that fd is an eventfd, by a call that takes these kinds."""

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        is_open = "closed" not in case.shown and "fd:" in case.shown
        taken = any(f"fd:{kind}" in case.shown for kind in kinds)
        result = 0 if taken else EINVAL if is_open else EBADF
        call = Call(
            syscall=case.syscall,
            arguments=(3 if is_open else -1,),
            outcome=Outcome(result=result),
            architecture="x86_64",
        )
        assert [render_c(one) for one in subject.before] == ["is_open(fd)"]
        return Observation(Ran(call, {}, ""), (int(is_open),), ())

    results = try_spec(spec("fd:eventfd"), observer=observe).results
    (found,) = [one for one in results if one.kind == "param"]
    return found.status


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (("eventfd",), Status.CONFIRMED),
        (("eventfd", "eventfd-ready"), Status.CONFIRMED),
        (("eventfd", "pipe"), Status.PLAUSIBLE),
        (("eventfd", "regular", "socket"), Status.PLAUSIBLE),
        (("pipe",), Status.NOT_OBSERVED),
    ],
)
def test_what_a_handle_must_be(kinds: tuple[str, ...], status: Status) -> None:
    assert taking(*kinds) is status


@pytest.mark.parametrize(
    ("largest", "wanted"), [(20, Status.CONFIRMED), (10, Status.PLAUSIBLE), (21, Status.CONFIRMED)]
)
def test_a_value_that_is_not_taken_for_the_end_of_the_range(largest: int, wanted: Status) -> None:
    limits = Limits(
        type=ConstraintType.RANGE, minimum=Expression("0"), maximum=Expression(str(largest))
    )
    clamped = Param(
        name="n", type_name="unsigned int", limits=limits, violation=Violation(action="clamp")
    )
    clamping = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(clamped,))
    results = try_spec(clamping, observer=observer_of(lambda n: min(n, 20))).results
    assert next(one.status for one in results if one.kind == "param") is wanted


class Setting(Kernel):
    """A call that keeps three bits of what it is given, and tells nobody."""

    def call(self, caller: Caller, *registers: int) -> int:
        self.state = registers[0] & 7
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.state}


@pytest.mark.parametrize("action", ["ignore", "mask-off"])
@pytest.mark.parametrize(("mask", "wanted"), [("7", Status.CONFIRMED), ("3", Status.PLAUSIBLE)])
def test_a_bit_that_is_not_passed_over(action: str, mask: str, wanted: Status) -> None:
    """The result is the same; what the call leaves is not."""
    limits = Limits(type=ConstraintType.MASK, mask=Expression(mask))
    mode = Param(name="mode", type_name="int", limits=limits, violation=Violation(action=action))
    effect = SideEffect(target="the bits", after=Expression("locked_bytes() == (mode & 7)"))
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(mode,), side_effects=(effect,))
    results = try_spec(spec, observer=observer_of(Setting)).results
    assert next(one.status for one in results if one.kind == "param") is wanted


@pytest.mark.parametrize("action", ["ignore", "mask-off"])
@pytest.mark.parametrize(
    ("refuses", "wanted"), [(False, Status.CONFIRMED), (True, Status.PLAUSIBLE)]
)
def test_a_value_is_not_passed_over_where_it_alone_is_refused(
    action: str, refuses: bool, wanted: Status
) -> None:
    """It was confirmed by the calls that took it, and the others had an error of their own."""
    limits = Limits(type=ConstraintType.MASK, mask=Expression("3"))
    number = Param(name="n", type_name="unsigned int", type=ParamType.UINT)
    flags = Param(
        name="flags", type_name="unsigned int", limits=limits, violation=Violation(action=action)
    )
    error = ErrorCondition(
        errno="EINVAL",
        summary="unknown flag",
        when=Expression("(flags & ~(MS_RDONLY | MS_NOSUID)) && n == 0"),
    )
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(flags, number),
        errors=(error,) if refuses else (),
    )

    def call(flags: int, n: int) -> int:
        return EINVAL if refuses and flags & ~3 & 0xFFFFFFFF and not n & 0xFFFFFFFF else 0

    results = try_spec(spec, observer=observer_of(call)).results
    assert next(one.status for one in results if one.subject == "flags") is wanted
