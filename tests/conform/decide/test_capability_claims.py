"""A capability is confirmed by a caller that has it, and it alone, besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.model.elements import Capability, ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, CapabilityAction, ErrorList, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

EPERM = -1


def held(caller: Caller, name: str) -> bool:
    return name in (caller.keep or ()) if caller.unprivileged else name not in caller.drop


class Privileged(Kernel):
    """A call that wants CAP_IPC_LOCK for more than ten bytes."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EPERM if registers[0] > 10 and not held(caller, "CAP_IPC_LOCK") else 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {name: held(caller, name) for name in ("CAP_IPC_LOCK", "CAP_SYS_NICE")}

    def facts(self, caller: Caller) -> Mapping[str, int]:
        return self.look(caller, ())


def tried(
    when: str,
    capability: str,
    matters: str | None = None,
    words: str | None = None,
    action: CapabilityAction | None = None,
) -> dict[str, Result]:
    stated = Capability(
        capability=capability,
        action=action,
        when=Expression(matters) if matters else None,
        condition=words,
    )
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EPERM", summary="not allowed", when=Expression(when)),),
        error_list=ErrorList.CLOSED,
        error_order=ErrorOrder.CHECKED,
        capabilities=(stated,),
    )
    return {one.kind: one for one in try_spec(spec, observer=observer_of(Privileged)).results}


def test_the_right_one_is_confirmed() -> None:
    results = tried("len > 10 && !CAP_IPC_LOCK", "CAP_IPC_LOCK")
    assert results["error"].status is Status.CONFIRMED
    capability = results["capability"]
    assert capability.status is Status.CONFIRMED
    assert "only CAP_IPC_LOCK" in capability.pairs[0].counterpart


@pytest.mark.parametrize("when", ["len > 10 && !CAP_SYS_NICE", "len > 10"])
def test_a_wrong_one_is_not(when: str) -> None:
    results = tried(when, "CAP_SYS_NICE")
    assert results["capability"].status is not Status.CONFIRMED
    assert results["error"].status is Status.REFUTED


def test_one_that_no_condition_looks_at_cannot_be_tried() -> None:
    assert tried("len > 10 && !CAP_IPC_LOCK", "CAP_CHOWN")["capability"].status in (
        Status.NOT_TESTABLE,
        Status.NOT_OBSERVED,
    )


@pytest.mark.parametrize(
    ("matters", "status"),
    [
        ("len > 10", Status.CONFIRMED),
        ("!(len <= 10)", Status.CONFIRMED),
        ("len > 11", Status.PLAUSIBLE),
        ("!(len <= 10) && !(len == -5)", Status.PLAUSIBLE),
        ("len > 10 || 1", Status.PLAUSIBLE),
        ("len > 10 && 1", Status.PLAUSIBLE),
        ("len > 10 && 0", Status.NOT_OBSERVED),
        ("len > 10 || len == 4", Status.PLAUSIBLE),
        ("len is large", Status.NOT_TESTABLE),
    ],
)
def test_an_expression_that_is_not_right_is_not_confirmed(matters: str, status: Status) -> None:
    found = tried("len > 10 && !CAP_IPC_LOCK", "CAP_IPC_LOCK", matters)["capability"]
    assert found.status is status
    assert ("does not hold" in found.reason) == (matters == "len > 11")


def test_predicates_of_permission_look_at_those_of_files() -> None:
    found = tried("!may_write(len)", "CAP_DAC_OVERRIDE")["capability"]
    assert found.status is Status.NOT_OBSERVED
    assert tried("!may_write(len)", "CAP_CHOWN")["capability"].status is Status.NOT_TESTABLE


def test_words_of_a_condition_are_not_confirmed() -> None:
    found = tried("len > 10 && !CAP_IPC_LOCK", "CAP_IPC_LOCK", words="The moon is full.")
    assert found["capability"].status is Status.PLAUSIBLE


def test_one_that_matters_and_is_not_named_is_said() -> None:
    note = tried("len > 10 && !CAP_IPC_LOCK", "CAP_CHOWN")["spec"]
    assert (note.subject, note.code) == ("CAP_IPC_LOCK", "unlisted-capability")
    assert "spec" not in tried("len > 10 && !CAP_IPC_LOCK", "CAP_IPC_LOCK")


@pytest.mark.parametrize(
    "action", [CapabilityAction.BYPASS_CHECK, CapabilityAction.PERFORM_OPERATION]
)
@pytest.mark.parametrize(("matters", "wanted"), [(10, Status.CONFIRMED), (9, Status.PLAUSIBLE)])
def test_an_x_when_that_holds_where_nobody_needs_it_is_too_wide(
    action: CapabilityAction, matters: int, wanted: Status
) -> None:
    when = "len > 10 && !CAP_IPC_LOCK"
    results = tried(when, "CAP_IPC_LOCK", f"len > {matters}", action=action)
    assert results["capability"].status is wanted
