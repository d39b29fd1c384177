"""What is still open: what makes a condition hold is taken to calls that have something to do."""

from __future__ import annotations

import errno

import pytest

from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Param, Returns
from kapi.model.spec import Spec
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind, ErrorList, ReturnCheck
from tests.conform.kernels import observer_of

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")


def receive(sort: int, many: int) -> int:
    """Sort 3 has no peer, which matters where anything is to be received."""
    if not many or sort != 3:
        return many
    return -errno.ENOTCONN


SPEC = Spec(
    name="sys_read",
    kind=ApiKind.SYSCALL,
    params=(Param(name="sort", type_name="int"), Param(name="many", type_name="int")),
    returns=Returns(check=ReturnCheck.RANGE, success=">= 0"),
    errors=(ErrorCondition(errno="ENOTCONN", summary="no peer", condition="sort is 3."),),
    error_list=ErrorList.OPEN,
)


def test_a_call_that_had_nothing_to_do_is_made_with_work_and_is_no_doubt() -> None:
    tried = try_spec(SPEC, observer=observer_of(receive))
    (found,) = (one for one in tried.results if one.kind == "error")
    assert found.read_as == "sort == 3"
    assert found.status is Status.CONFIRMED
