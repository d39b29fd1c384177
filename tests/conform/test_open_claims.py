"""What is still open: what makes a condition hold is taken to calls that have something to do."""

from __future__ import annotations

import errno

import pytest

from kapi.conform.calls import Calls
from kapi.conform.open_claims import OpenClaims
from kapi.conform.results import Status
from kapi.conform.search import Search
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param, Returns
from kapi.model.spec import Spec
from kapi.model.variants import views
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


REASONS = 24
BUDGET = 600


def guarded(how: int, number: int, reason: int) -> int:
    """Every reason counts, unless two numbers say together that none does."""
    if how == 5000 and number == 7000:
        return 0
    return -(106 + reason % 2) if 0 < reason <= REASONS else 0


GUARDED = Spec(
    name="sys_read",
    kind=ApiKind.SYSCALL,
    params=tuple(Param(name=name, type_name="int") for name in ("how", "number", "reason")),
    errors=tuple(
        ErrorCondition(
            errno="ENOTCONN" if one % 2 else "EISCONN",
            summary=f"reason {one}",
            when=Expression(f"!(how == 5000 && number == 7000) && reason == {one}"),
        )
        for one in range(1, REASONS + 1)
    ),
    error_list=ErrorList.OPEN,
)


def test_what_one_condition_needed_a_search_for_the_next_gets_at_once() -> None:
    tried = try_spec(GUARDED, observer=observer_of(guarded), budget=BUDGET)
    errors = [one.status for one in tried.results if one.kind == "error"]
    assert errors.count(Status.CONFIRMED) == REASONS


def test_a_long_search_waits_until_all_was_looked_for_shortly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(GUARDED)[0], machine), observer_of(guarded))
    search = Search(calls, (), seed=0, drawn=0)
    monkeypatch.setattr(search, "complete", lambda: None)
    search.run()
    seen: list[int] = []
    monkeypatch.setattr(OpenClaims, "_look_for", lambda _, target, tries: seen.append(tries))
    OpenClaims(search, lambda *_: True).look_for_all(0)
    assert len(set(seen)) > 1
    assert seen == sorted(seen)
