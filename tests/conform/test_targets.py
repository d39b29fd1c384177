"""From which calls a call that is wanted is begun."""

from __future__ import annotations

import pytest

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Calls
from kapi.conform.objects import value
from kapi.conform.subject import Subject
from kapi.conform.targets import Target
from kapi.judge.order import neighbours
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind, ErrorOrder
from tests.conform.kernels import observer_of

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")


def refused(room: int, events: int, *_: int) -> int:
    """What epoll_wait() says of the room for events, then of the address beyond it."""
    if not 0 < room <= 100:
        return -22
    return -14 if events >= 1 << 47 else 0


def made_calls(*arguments: tuple[int, int]) -> Calls:
    machine = this_machine()
    assert machine is not None
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="n", type_name="int"), Param(name="p", type_name="unsigned long")),
        errors=(
            ErrorCondition(errno="EINVAL", when=Expression("n <= 0 || n > 100")),
            ErrorCondition(errno="EFAULT", when=Expression("n < 0 || p >= 0x800000000000")),
        ),
        error_order=ErrorOrder.CHECKED,
    )
    calls = Calls(Subject(views(spec)[0], machine), observer_of(refused))
    for one in arguments:
        values = tuple(value(number & (1 << 64) - 1) for number in one)
        assert calls.make(Attempt(syscall="close", arguments=values).case()) is not None
    return calls


def test_an_order_is_begun_from_calls_with_the_second_condition_alone_too() -> None:
    """What makes the first hold may be what makes the second do: a negative number is both."""
    calls = made_calls((1, 0), (-1, 0), (-2, 0), (-3, 0), (-4, 0), (1, 1 << 47))
    subject = calls.subject
    (order,) = neighbours(subject.judge.conditions, subject.architecture, 4096, {})
    target = Target(condition=order.first, true=(), order=order)
    begun = [made.call.arguments[1] for made in target.nearest(calls)]
    assert 1 << 47 in begun
    assert not target.reached(calls)


def test_a_call_that_failed_for_no_known_reason_is_begun_from_last() -> None:
    """All bits set make a condition hold, and are refused for what the spec does not say."""
    machine = this_machine()
    assert machine is not None
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="flags", type_name="int"),),
        errors=(ErrorCondition(errno="EEXIST", when=Expression("flags & 1 && flags & 2")),),
    )

    def kernel(flags: int) -> int:
        return -22 if flags & ~3 & 0xFFFFFFFF else -17 if flags & 3 == 3 else 0

    calls = Calls(Subject(views(spec)[0], machine), observer_of(kernel))
    for number in (-1 & (1 << 64) - 1, 7, 11, 15, 19, 0):
        assert calls.make(Attempt(syscall="close", arguments=(value(number),)).case())
    (condition,) = calls.subject.judge.conditions
    target = Target(condition=condition, true=(condition.node,))
    assert target.nearest(calls)[0].call.arguments == (0,)
