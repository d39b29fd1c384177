"""Names of claims: those that were recorded stay, and ``x-id`` keeps one through other words."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import msgspec
import pytest

from kapi import pipeline
from kapi.model.claims import claim_name, claims
from kapi.model.elements import (
    Capability,
    ErrorCondition,
    Expression,
    Param,
    SideEffect,
    Signal,
    StateTransition,
    StructField,
    StructSpec,
)
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, Effect, ErrorOrder

CATALOGUE = resources.files("kapi.catalog")


def ids(**fields: Any) -> list[str]:
    return [claim.id for claim in claims(Spec(name="sys_x", kind=ApiKind.SYSCALL, **fields))]


def recorded(names: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for line in (CATALOGUE / "evidence.jsonl").read_text().splitlines():
        claim = json.loads(line).get("claim", "")
        if claim.partition(":")[0] in found:
            found[claim.partition(":")[0]].add(claim)
    return found


def test_ids_of_the_catalogue_are_those_that_were_recorded() -> None:
    names = ("sys_mlock", "sys_epoll_ctl", "FWCTL_RPC", "sys_close")
    known = recorded(names)
    with resources.as_file(CATALOGUE) as path:
        specs = pipeline.load_specs([str(path)], pipeline.Options(cache=False)).specs
    today = {spec.name: {claim.id for claim in claims(spec)} for spec in specs}
    for name in names:
        assert known[name]
        assert {one for one in known[name] if ":order:" not in one} <= today[name]


def test_pinned() -> None:
    assert (
        ids(
            params=(Param(name="fd", type_name="int"),),
            errors=(ErrorCondition(errno="EBADF", summary="not open"),),
            signals=(Signal(name="any signal"),),
            structs=(StructSpec(name="s", fields=(StructField(name="a"),)),),
            side_effects=(SideEffect(effects=(Effect.SCHEDULE,), target="the task"),),
            state_transitions=(StateTransition(object="task"),),
            capabilities=(Capability(capability="CAP_SYS_ADMIN"),),
        )
        == PINNED
    )


PINNED = [
    "sys_x:param:fd:d292a75c",
    "sys_x:error:EBADF:abee490d",
    "sys_x:signal:any-signal:a6f19db3",
    "sys_x:struct:s:2a7daf27",
    "sys_x:effect:the-task:8eb87c78",
    "sys_x:transition:task:015e9a45",
    "sys_x:capability:CAP_SYS_ADMIN:6d76666c",
]
"""As the first version of kapi made them."""

LATER = [
    ("errors", ErrorCondition(errno="EBADF", summary="not open"), {"order": ErrorOrder.ANY}),
    ("signals", Signal(name="any"), {"when": Expression("fd < 0")}),
    ("side_effects", SideEffect(target="t"), {"after": Expression("fd < 0")}),
    ("state_transitions", StateTransition(object="o"), {"when": Expression("fd < 0")}),
    ("state_transitions", StateTransition(object="o"), {"after": Expression("fd < 0")}),
]


@pytest.mark.parametrize(("group", "element", "changes"), LATER)
def test_what_came_later_changes_no_id(group: str, element: Any, changes: dict[str, Any]) -> None:
    other = msgspec.structs.replace(element, **changes)
    assert ids(**{group: (element,)}) == ids(**{group: (other,)})


def test_a_name_keeps_the_id_when_words_change() -> None:
    first = ErrorCondition(errno="EBADF", summary="not open", id="closed")
    second = msgspec.structs.replace(first, summary="never opened")
    assert ids(errors=(first,)) == ids(errors=(second,)) == ["sys_x:error:EBADF:closed"]
    assert ids(params=(Param(name="fd", id="handle"),)) == ["sys_x:param:fd:handle"]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("error", "EBADF", "not open"), "error EBADF (not open)"),
        (("effect", "the-lowest-number", "the lowest number"), "effect the lowest number"),
        (("effect", "a-b", "a: b"), "effect a: b"),
        (("return", "value", ""), "return value"),
    ],
)
def test_a_claim_as_people_call_it(parts: tuple[str, str, str], name: str) -> None:
    assert claim_name(*parts) == name


def test_a_claim_is_called_by_its_words() -> None:
    spec = Spec(
        name="sys_x",
        kind=ApiKind.SYSCALL,
        errors=(ErrorCondition(errno="EBADF", summary="not\nopen"), ErrorCondition(errno="EIO")),
        side_effects=(SideEffect(target="lock on fault: of the pages"),),
    )
    assert [one.name for one in claims(spec)] == [
        "error EBADF (not open)",
        "error EIO",
        "effect lock on fault: of the pages",
    ]
