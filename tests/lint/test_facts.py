"""What rules ask of a spec; numbers and sizes as Python's own modules have them."""

from __future__ import annotations

import ctypes
import errno
import os

import pytest

from kapi.expr.lexer import ExpressionError
from kapi.lint.facts import c_type, conditions, expressions, has_limits, number, prose, tree
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, SideEffect
from kapi.model.spec import Spec, Variant
from kapi.vocab.words import ApiKind, Effect

X = Expression
SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    description="Long.",
    where=X("bad = flags & 8"),
    params=(Param(name="flags", description="How.", limits=Limits(mask=X("1 | 2"))),),
    errors=(ErrorCondition(errno="EINVAL", summary="s", when=X("bad")),),
    side_effects=(SideEffect(effects=(Effect.MODIFY_STATE,), when=X("1"), after=X("old(bad)")),),
    variants=(Variant(condition=X("flags == 4"), description="Of four."),),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-EINVAL", -errno.EINVAL),
        ("O_CLOEXEC | O_APPEND", os.O_CLOEXEC | os.O_APPEND),
        ("(1 << 12) - 1", (1 << 12) - 1),
        ("0x7fffffff", 2**31 - 1),
        ("PAGE_SIZE", 4096),
        ("flags", None),
        ("1 +", None),
        (None, None),
    ],
)
def test_numbers(text: str | None, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("int", ctypes.c_int),
        ("unsigned long", ctypes.c_ulong),
        ("size_t", ctypes.c_size_t),
        ("__u16", ctypes.c_uint16),
    ],
)
def test_types(name: str, like: type) -> None:
    found = c_type(Param(name="a", type_name=name))
    assert found is not None
    assert found.bits == 8 * ctypes.sizeof(like)
    assert found.signed == (like(-1).value < 0)


def test_a_pointer_and_a_type_that_nobody_knows_are_no_integers() -> None:
    assert c_type(Param(name="a", type_name="int *")) is None
    assert c_type(Param(name="a", type_name="struct ring")) is None
    assert c_type(Param(name="a")) is None


def test_a_text_that_is_no_expression_is_what_is_wrong_with_it() -> None:
    assert isinstance(tree("1 +"), ExpressionError)
    assert not has_limits(Limits())
    assert has_limits(SPEC.params[0].limits)


def test_every_expression_with_its_tag_and_names_of_x_where_filled_in() -> None:
    assert [(one.tag, one.text) for one in expressions(SPEC)] == [
        ("flags", "1 | 2"),
        ("x-where", "flags & 8"),
        ("x-when", "flags & 8"),
        ("x-when", "1"),
        ("x-after", "old(flags & 8)"),
        ("condition of the variant", "flags == 4"),
    ]


def test_what_conditions_may_ask_for() -> None:
    of_error, when, after, of_variant = conditions(SPEC)
    assert [one.outcome for one in (of_error, when, after, of_variant)] == [0, 1, 1, 0]
    assert [one.after for one in (of_error, when, after, of_variant)] == [0, 0, 1, 0]


def test_texts_for_people_in_reading_order() -> None:
    assert [(one.field, one.text) for one in prose(SPEC)] == [
        ("description", "Long."),
        ("description", "How."),
        ("summary", "s"),
        ("description", "Of four."),
    ]
