"""Fields as the text of their tags: long and short words, limits that share one tag."""

from __future__ import annotations

import pytest

from kapi.model.elements import ArchMask, Expression, Limits, Unknown, Violation
from kapi.render.kerneldoc.tag_texts import limit_texts, spell, success_texts, value_text
from kapi.vocab.dialects import COMMENT_DIALECTS
from kapi.vocab.field import Field, Form
from kapi.vocab.schema import BLOCKS
from kapi.vocab.words import ConstraintType, Context, Dialect

SHORT = COMMENT_DIALECTS[Dialect.KERNELDOC]
LONG = COMMENT_DIALECTS[Dialect.KERNELDOC_FLAT]
LOW, HIGH = Expression("0"), Expression("9")
VALUES = (Expression("1"), Expression("2"))


def tag(form: Form) -> Field:
    return BLOCKS["param"].fields[0]._replace(form=form)


def test_a_word_is_spelled_as_the_dialect_has_it() -> None:
    assert spell(Context.PROCESS, SHORT) == "process"
    assert spell(Context.PROCESS, LONG) == "KAPI_CTX_PROCESS"
    assert spell(Unknown("KAPI_CTX_MOON"), LONG) == "KAPI_CTX_MOON"


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        (Form.VALUES, ("1", "2"), "1, 2"),
        (Form.SYMBOLS, ("CAP_A", "CAP_B"), "CAP_A, CAP_B"),
        (Form.BOOL, True, "yes"),
        (Form.BOOL, False, "no"),
        (Form.ERRNO, "EINVAL", "-EINVAL"),
        (Form.ERRNO, "(driver-specific)", "(driver-specific)"),
        (Form.ERRNO, "E of a driver", "E of a driver"),
        (Form.PROSE, "as it is", "as it is"),
        (Form.VIOLATION, Violation(action="reject", errno="EINVAL"), "reject(EINVAL)"),
        (Form.VIOLATION, Violation(action="clamp"), "clamp"),
    ],
)
def test_one_text_for_each_form(form: Form, value: object, text: str) -> None:
    assert value_text(tag(form), value, SHORT) == text


def test_several_words_have_the_separator_of_the_dialect() -> None:
    words = (Context.PROCESS, Context.SLEEPABLE)
    assert value_text(tag(Form.WORDS), words, SHORT) == "process, sleepable"
    assert value_text(tag(Form.WORDS), words, LONG) == "KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE"


@pytest.mark.parametrize(
    ("low", "high", "exact", "texts"),
    [
        (None, None, None, []),
        ("0", None, None, [("success", ">= 0")]),
        (None, None, "0", [("success", "0")]),
        ("0", "9", None, [("success-range", "0, 9")]),
        (None, "9", None, [("success-range", ", 9")]),
        ("0", None, "1", [("success", "1"), ("success-range", "0,")]),
    ],
)
def test_success(
    low: str | None, high: str | None, exact: str | None, texts: list[tuple[str, str]]
) -> None:
    assert list(success_texts(low, high, exact)) == texts


@pytest.mark.parametrize(
    ("limits", "size_param", "texts"),
    [
        (Limits(type=ConstraintType.RANGE, minimum=LOW, maximum=HIGH), None, ["range(0, 9)"]),
        (Limits(type=ConstraintType.RANGE, minimum=Expression("1")), None, ["range", "1,"]),
        (Limits(type=ConstraintType.USER_STRING, minimum=LOW, maximum=HIGH), None,
         ["user_string(0, 9)"]),
        (Limits(type=ConstraintType.USER_STRING, maximum=Expression("9")), None,
         ["user_string(9)"]),
        (Limits(type=ConstraintType.ENUM, values=VALUES), None, ["enum(1, 2)"]),
        (Limits(type=ConstraintType.MASK, mask=Expression("3")), None, ["mask(3)"]),
        (Limits(type=ConstraintType.MASK), None, ["mask"]),
        (Limits(type=ConstraintType.ALIGNMENT, alignment=Expression("8")), None, ["alignment(8)"]),
        (Limits(type=ConstraintType.CUSTOM, validate="check"), None, ["custom(check)"]),
        (Limits(type=ConstraintType.BUFFER), 2, ["buffer(2)"]),
        (Limits(type=Unknown("odd"), mask=Expression("3")), None, ["odd", "3"]),
    ],
)  # fmt: skip
def test_limits_in_short_words(limits: Limits, size_param: int | None, texts: list[str]) -> None:
    found = list(limit_texts(limits, size_param, SHORT))
    assert found[0][0] == "constraint-type"
    assert [text for _, text in found] == texts


def test_limits_in_long_words_have_a_tag_each() -> None:
    limits = Limits(
        type=ConstraintType.MASK, mask=Expression("3"), alignment=Expression("8"), validate="check",
        values=VALUES, arch_masks=(ArchMask(arch="x86", bits=Expression("4")),),
        minimum=LOW, maximum=HIGH,
    )  # fmt: skip
    assert list(limit_texts(limits, None, LONG)) == [
        ("constraint-type", "KAPI_CONSTRAINT_MASK"),
        ("range", "0, 9"),
        ("valid-mask", "3"),
        ("alignment", "8"),
        ("validate", "check"),
        ("valid-values", "1, 2"),
        ("arch-mask", "x86 = 4"),
    ]
