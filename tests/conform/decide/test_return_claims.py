"""Return rules: exact values, ranges, descriptors that must be open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import Expression, Param, Returns
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ReturnCheck
from tests.conform.kernels import Kernel, observer_of


class Opening(Kernel):
    """Returns 7, which is open afterwards."""

    def call(self, caller: Caller, *registers: int) -> int:
        self.state = 7
        return 7

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"is_open(result)": int(self.state == 7)}


class Counting(Opening):
    """Returns 7, which is no descriptor."""

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"is_open(result)": 0}


def rule(check: ReturnCheck, low: str = "0", high: str = "9") -> Returns:
    return Returns(
        check=check,
        success=Expression(low),
        success_min=Expression(low),
        success_max=Expression(high),
    )


@pytest.mark.parametrize(
    ("returns", "kernel", "status"),
    [
        (rule(ReturnCheck.FD), Opening, Status.CONFIRMED),
        (rule(ReturnCheck.FD), Counting, Status.REFUTED),
        (rule(ReturnCheck.EXACT, "7"), Opening, Status.CONFIRMED),
        (rule(ReturnCheck.EXACT, "6"), Opening, Status.REFUTED),
        (rule(ReturnCheck.RANGE, "7", "7"), Opening, Status.CONFIRMED),
        (rule(ReturnCheck.RANGE), Opening, Status.PLAUSIBLE),  # no end of it was returned
        (rule(ReturnCheck.RANGE, "0", "6"), Opening, Status.REFUTED),
        (rule(ReturnCheck.ERROR_CHECK), Opening, Status.NOT_TESTABLE),
        (rule(ReturnCheck.NO_RETURN), Opening, Status.REFUTED),
    ],
)
def test_a_rule(returns: Returns, kernel: type[Kernel], status: Status) -> None:
    param = Param(name="size", type_name="size_t")
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=(param,), returns=returns)
    results = try_spec(spec, observer=observer_of(kernel)).results
    (found,) = [one for one in results if one.kind == "return"]
    assert found.status is status, found
