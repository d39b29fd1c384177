"""Rules for conditions and variants, beyond the examples of their pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kapi.lint.engine import run
from kapi.lint.selection import rule_of
from kapi.lint.suppression import apply
from kapi.model.elements import (
    Capability,
    ErrorCondition,
    Expression,
    Extension,
    Param,
    SideEffect,
    Signal,
    StateTransition,
)
from kapi.model.spec import Spec, Variant
from kapi.span import Span
from kapi.vocab.words import Answer, ApiKind, ErrorOrder

PARAMS = (Param(name="fd"), Param(name="op"), Param(name="event"))


def messages(name: str, **fields: object) -> list[str]:
    spec = Spec(name="sys_x", kind=ApiKind.SYSCALL, params=PARAMS, **fields)  # type: ignore[arg-type]
    check = rule_of(name).check
    assert check
    found: Iterator[object] = iter(check(spec))
    return [problem[0] for problem in found]  # type: ignore[index]


def conditions(when: str, after: str | None = None) -> dict[str, object]:
    return {
        "side_effects": (
            SideEffect(
                target="t",
                when=Expression(when),
                after=None if after is None else Expression(after),
            ),
        )
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (conditions("errno == 0"), ""),
        (conditions("old(position(fd)) == 1"), "x-when: old() has a meaning in x-after only"),
        (conditions("is_open(fd, 1)"), "is_open() takes 1 argument, not 2"),
        (conditions("fd >= 0", "position(fd) == old(position(fd)) + result"), ""),
        (conditions("fd >= 0", "positon(fd) == 0"), "x-after: positon() is no function"),
        (conditions("fd is odd"), ""),
        ({"signals": (Signal(name="s", when=Expression("frob(fd)")),)}, "frob()"),
        ({"state_transitions": (StateTransition(object="o", when=Expression("result > 0")),)}, ""),
        ({"capabilities": (Capability(capability="C", when=Expression("result")),)}, "'result'"),
        ({"errors": (ErrorCondition(errno="E", when=Expression("errno")),)}, "'errno'"),
        ({"variants": (Variant(condition=Expression("frob(op)")),)}, "condition of the variant"),
    ],
)
def test_conditions_ask_what_can_be_answered(fields: dict[str, object], said: str) -> None:
    found = messages("conditions.unanswerable_condition", **fields)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_a_place_in_the_order() -> None:
    errors = (
        ErrorCondition(errno="EIO"),
        ErrorCondition(errno="EINTR", visible=Answer.NO),
        ErrorCondition(errno="EBADF", when=Expression("fd < 0")),
        ErrorCondition(errno="ENOMEM", order=ErrorOrder.ANY),
    )
    found = messages("conditions.unplaced_error", errors=errors, error_order=ErrorOrder.CHECKED)
    assert [message.split()[0] for message in found] == ["EIO"]
    assert messages("conditions.unplaced_error", errors=errors) == []
    assert len(messages("conditions.idle_order", errors=errors)) == 1
    assert messages("conditions.idle_order", errors=errors, error_order=ErrorOrder.CHECKED) == []


@pytest.mark.parametrize(
    ("after", "idle"),
    [
        ("old(position(fd)) == 0", True),
        ("errno == 0 && fd > 0", True),
        ("event->events == 0", False),
        ("locked_bytes() > old(locked_bytes())", False),
    ],
)
def test_something_is_looked_at_afterwards(after: str, idle: bool) -> None:
    assert bool(messages("conditions.idle_after", **conditions("1", after))) is idle


@pytest.mark.parametrize(
    ("condition", "odd"),
    [
        ("op == 3", False),
        ("(op == 3 || op >= 7) && !(op & 1)", False),
        ("(op & 0xff) == OP_X", False),
        ("event->events == 1", False),
        ("3 == 4", True),
        ("op", True),
        ("op + 1", True),
        ("op == locked_bytes()", True),
        ("op == 3 && is_open(fd)", True),
        ("what is it", False),
    ],
)
def test_what_selects_a_variant(condition: str, odd: bool) -> None:
    variants = (Variant(condition=Expression(condition)),)
    assert bool(messages("variants.odd_selector", variants=variants)) is odd


def test_names_are_one_for_the_spec_and_its_variants() -> None:
    error = ErrorCondition(errno="EIO", id="broken")
    variants = (Variant(condition=Expression("op == 1"), errors=(error,)),)
    found = messages("conditions.repeated_id", errors=(error,), variants=variants)
    assert found == ["x-id 'broken' names two claims"]
    assert messages("conditions.repeated_id", variants=variants) == []


def test_other_rules_look_into_variants_and_a_tag_there_suppresses() -> None:
    rule = rule_of("errors.unknown_errno")
    place = Span(source="a", file="a", line=5, column=1, end_line=6)
    ignore = Extension(tag="x-ignore", text="unknown-errno, of the driver")
    plain = ErrorCondition(errno="EFROB", span=place)
    marked = ErrorCondition(errno="EFROB", span=place, extensions=(ignore,))
    for error, count in ((plain, 1), (marked, 0)):
        variant = Variant(condition=Expression("op == 1"), errors=(error,))
        spec = Spec(name="sys_x", kind=ApiKind.SYSCALL, params=PARAMS, variants=(variant,))
        found, broken = run([rule], [spec], ())
        assert (len(found), broken) == (1, ())
        kept, suppressed = apply([spec], found, ["unknown-errno"], ["unknown-errno"])
        assert (len(kept), len(suppressed)) == (count, 1 - count)
