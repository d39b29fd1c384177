"""Effects: due and there, not due and not there, and never anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param, SideEffect
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorList
from tests.conform.kernels import Kernel, observer_of

EINVAL = -22


class Locking(Kernel):
    """A call that locks as many bytes as it is told, unless they are odd."""

    def call(self, caller: Caller, *registers: int) -> int:
        if registers[0] % 2:
            return EINVAL
        self.state += registers[0]
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.state & (1 << 64) - 1}


def spec(after: str | None, when: str | None = None) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("len % 2 != 0")),),
        error_list=ErrorList.CLOSED,
        side_effects=(
            SideEffect(
                target="locked memory",
                when=Expression(when) if when else None,
                after=Expression(after) if after else None,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("after", "when", "status"),
    [
        ("locked_bytes() == old(locked_bytes()) + len", None, Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes()) + len", "len != 0", Status.CONFIRMED),
        ("locked_bytes() == len", None, Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes()) + len + 1", None, Status.REFUTED),
        ("locked_bytes() > old(locked_bytes())", None, Status.REFUTED),  # not of no bytes
        ("locked_bytes() > old(locked_bytes())", "len != 0", Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes())", None, Status.REFUTED),
        ("locked_bytes() == old(locked_bytes()) + len", "errno == EINVAL", Status.REFUTED),
        ("1 == 1", None, Status.NOT_OBSERVED),  # nothing changes
        ("map_count() == old(map_count()) + 1", None, Status.NOT_OBSERVED),  # not to be told
        (None, None, Status.NOT_TESTABLE),
    ],
)
def test_an_effect(after: str | None, when: str | None, status: Status) -> None:
    results = try_spec(spec(after, when), observer=observer_of(Locking)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert found.status is status, found
    assert bool(found.pairs) == (status is Status.CONFIRMED)
