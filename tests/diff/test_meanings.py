"""No field of the schema is forgotten: each has a rule, is text for people, or says why not."""

from __future__ import annotations

import pytest

from kapi.diff.edit import Impact
from kapi.diff.kinds import BY_ID
from kapi.diff.meanings import UNCOMPARED, came_or_went, rule_of
from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Lock,
    SideEffect,
    Signal,
)
from kapi.vocab.field import Block, Form, field
from kapi.vocab.schema import BLOCKS, SPEC
from kapi.vocab.words import ApiKind

SAMPLES = {
    "capability": Capability(capability="CAP_X"),
    "constraint": Constraint(name="x"),
    "error": ErrorCondition(errno="EIO"),
    "side-effect": SideEffect(),
    "signal": Signal(name="ANY"),
}
"""Elements of which the impact depends on what they say."""


@pytest.mark.parametrize("block", [SPEC, *BLOCKS.values()], ids=lambda one: one.name)
def test_every_field_has_a_rule_or_a_reason(block: Block) -> None:
    for one in block.fields:
        rule = rule_of(block.name, one)
        if one.part == "limits":
            assert rule is None  # compared as one set
        elif rule is None:
            assert one.path in UNCOMPARED, one.path
        else:
            assert rule.kind in BY_ID


def test_a_field_that_nobody_gave_a_meaning_is_told_as_a_tag_without_a_field_is() -> None:
    rule = rule_of("lock", field("depth", Form.EXPRESSION, "x-depth"))
    assert rule is not None
    assert rule.kind == "other-tag"
    assert rule.judge("1", "2", ApiKind.SYSCALL) is Impact.NEUTRAL
    assert rule.judge("1", " 1", ApiKind.SYSCALL) is None


def test_every_reason_is_about_a_field() -> None:
    paths = {one.path for block in (SPEC, *BLOCKS.values()) for one in block.fields}
    assert set(UNCOMPARED) <= paths


@pytest.mark.parametrize("block", sorted(BLOCKS))
@pytest.mark.parametrize("came", [True, False])
def test_what_comes_or_goes_has_a_kind(block: str, came: bool) -> None:
    element = SAMPLES.get(block, Lock(name="x"))
    kind, _ = came_or_went(block, element, ApiKind.SYSCALL, came=came)
    assert kind in BY_ID
