"""Which neighbours of a spec's errors make a claim of order."""

from __future__ import annotations

import pytest

from kapi.judge.order import neighbours
from kapi.judge.verdict import Judge
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ApiKind, ErrorOrder

X86 = ARCHITECTURES["x86_64"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("!is_open(fd)", "len > 4096", True),
        ("!is_open(fd)", "kind(fd) == FILE_PIPE", False),
        ("!is_open(fd)", "out_of(memory)", False),
        ("!is_open(fd)", "signal_handled()", False),
        ("!is_open(fd)", "len && was_stopped()", False),
        ("!is_open(fd)", "len || was_stopped()", True),
        ("signal_handled() && len", "signal_handled()", True),
        ("signal_handled()", "len", True),
    ],
)
def test_an_order_that_no_call_can_show_is_no_claim(
    first: str, second: str, expected: bool
) -> None:
    spec = Spec(
        name="sys_ring",
        kind=ApiKind.SYSCALL,
        params=(Param(name="fd", type_name="int"), Param(name="len", type_name="size_t")),
        error_order=ErrorOrder.CHECKED,
        errors=(
            ErrorCondition(errno="EBADF", summary="first", when=Expression(first)),
            ErrorCondition(errno="EINVAL", summary="second", when=Expression(second)),
        ),
    )
    found = neighbours(Judge(spec, X86, 4096).conditions, X86, 4096, {})
    assert bool(found) is expected
