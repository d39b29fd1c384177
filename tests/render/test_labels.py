"""Fields → facts: what is not stated gives none, and limits read as one call."""

from __future__ import annotations

import pytest

from kapi.model.elements import (
    ArchMask,
    Expression,
    Extension,
    Limits,
    Param,
    Returns,
    Unknown,
    Violation,
)
from kapi.render import labels
from kapi.render.document import Entry, Fact, Facts
from kapi.vocab.words import Answer, ConstraintType, ParamFlag, ParamType


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        (Answer.YES, "yes"),
        (ParamType.USER_PTR, "user_ptr"),
        ((ParamFlag.IN, ParamFlag.OUT), "input | output"),
        ((), "(empty)"),
        (7, "7"),
        (Unknown("odd"), "odd"),
    ],
)
def test_values(value: object, text: str) -> None:
    assert labels.value_of(value) == text
    assert labels.fact("label", value) == (Fact("label", text, True),)


def test_what_is_not_stated_is_no_fact_and_what_is_empty_says_so() -> None:
    assert labels.fact("x", None) == labels.prose("x", None) == ()
    assert labels.fact("x", "") == (Fact("x", "(empty)"),)
    assert labels.fact("x", ("a", "b"), separator=", ", code=False) == (Fact("x", "a, b", False),)
    (sentence,) = labels.prose("x", "a sentence")
    assert not sentence.code
    assert labels.detail_of("a", None, ParamType.FD) == "a, fd"


def shown(**fields: object) -> list[str]:
    limits = Limits(**fields)  # type: ignore[arg-type]
    return [f"{one.label}: {one.value}" for one in labels.limit_facts(limits)]


def test_limits_are_one_call_where_all_its_arguments_are_stated() -> None:
    kinds = ConstraintType
    assert shown(type=kinds.RANGE, minimum="0", maximum="9") == ["valid: range(0, 9)"]
    assert shown(type=kinds.RANGE, minimum="0") == ["valid: range", "minimum: 0"]
    assert shown(type=kinds.MASK, mask="A | B") == ["valid: mask(A | B)"]
    assert shown(type=kinds.ENUM, values=("A", "B")) == ["valid: enum(A, B)"]
    assert shown(type=kinds.ALIGNMENT, alignment="8", mask="M") == [
        "valid: alignment(8)",
        "mask: M",
    ]
    assert shown(type=kinds.USER_STRING, minimum="1", maximum="4") == ["valid: user_string(1, 4)"]
    assert shown(type=kinds.CUSTOM, validate="f") == ["valid: custom(f)"]
    assert shown(values=("A", "B")) == ["values: A, B"]
    assert shown(arch_masks=(ArchMask(arch="x86", bits="C"),)) == ["also on x86: C"]
    assert shown() == []


def test_a_violation_and_its_errno() -> None:
    assert labels.violation_facts(None) == ()
    assert labels.violation_facts(Violation(action="reject", errno="EINVAL")) == (
        Fact("outside", "reject(EINVAL)"),
    )
    assert labels.violation_facts(Violation(action="ignore")) == (Fact("outside", "ignore"),)


def test_a_size_names_the_parameter_that_holds_it() -> None:
    params = (Param(name="buf", size_param=1), Param(name="len"))
    (found,) = labels.size_param_facts(params[0], params)
    assert found == Fact("size given by", "parameter 1 (len)")
    assert labels.size_param_facts(params[1], params) == ()
    for index in (2, -1):
        lost = Param(name="buf", size_param=index)
        assert [one.value for one in labels.size_param_facts(lost, params)] == [
            f"parameter {index}"
        ]


def test_other_tags_are_facts_and_those_with_tags_below_are_entries() -> None:
    plain, deep = Extension(tag="x-a", text="one"), Extension(tag="x-b", text="two", parts=())
    nested = Extension(tag="x-c", text="three", parts=(plain,))
    first, entry, last = labels.extension_blocks((plain, deep, nested, plain))
    assert isinstance(first, Facts)
    assert [one.label for one in first.facts] == ["x-a", "x-b"]
    assert isinstance(entry, Entry)
    assert (entry.term, len(entry.blocks)) == ("x-c", 2)
    assert isinstance(last, Facts)


def test_tags_nested_deeper_than_people_read_are_kept_flat() -> None:
    tag = Extension(tag="t30", text="end")
    for depth in range(29, 0, -1):
        tag = Extension(tag=f"t{depth}", text=f"at {depth}", parts=(tag,))
    depth, (block,) = 0, labels.extension_blocks((tag,))
    while isinstance(block, Entry):
        depth, block = depth + 1, block.blocks[-1]
    assert depth == 19
    assert isinstance(block, Facts)
    assert [one.label for one in block.facts] == [f"t{n}" for n in range(20, 31)]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("0", None, ">= 0"), (None, "9", "<= 9"), ("0", "9", "0 .. 9"), (None, None, None)],
)
def test_the_bounds_of_success(low: str | None, high: str | None, text: str | None) -> None:
    bounds = (one and Expression(one) for one in (low, high))
    returns = Returns(success_min=next(bounds), success_max=next(bounds))
    assert labels.success_facts(returns) == labels.fact("success", text)
