"""Fields to the text of their sub-tags, one writer per form of value."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from kapi.model.elements import Limits, Unknown, Violation
from kapi.vocab.dialects import CommentDialect
from kapi.vocab.field import LISTS_OF_EXPRESSIONS, LISTS_OF_NAMES, WORDS_ALONE, Field, Form
from kapi.vocab.words import ConstraintType


def spell(word: object, dialect: CommentDialect) -> str:
    """One word of an enumeration, or the unknown one as it was written."""
    return dialect.spell(word) if isinstance(word, enum.Enum) else str(word)


def value_text(tag: Field, value: Any, dialect: CommentDialect) -> str:
    """The text of ``value`` in the form of ``tag``."""
    if tag.form is Form.TYPE or tag.form in WORDS_ALONE:
        return spell(value, dialect)
    if tag.form is Form.WORDS:
        return dialect.separator.join(spell(word, dialect) for word in value)
    if tag.form in LISTS_OF_NAMES | LISTS_OF_EXPRESSIONS:
        return ", ".join(value)
    if tag.form is Form.BOOL:
        return "yes" if value else "no"
    if tag.form is Form.ERRNO:
        return f"-{value}" if str(value).startswith("E") and " " not in value else str(value)
    if isinstance(value, Violation):
        return f"{value.action}({value.errno})" if value.errno else value.action
    return str(value)


def _range_text(low: str | None, high: str | None) -> str:
    """``low, high``; an unstated bound leaves its place empty."""
    return f"{low or ''}, {high or ''}".rstrip() if low or high else ""


def success_texts(
    low: str | None, high: str | None, exact: str | None
) -> Iterator[tuple[str, str]]:
    """The ``success:`` and ``success-range:`` tags of a return rule."""
    if exact is None and high is None and low is not None:
        yield "success", f">= {low}"
        return
    if exact is not None:
        yield "success", exact
    if low is not None or high is not None:
        yield "success-range", _range_text(low, high)


def limit_texts(
    limits: Limits, size_param: int | None, dialect: CommentDialect
) -> Iterator[tuple[str, str]]:
    """The tags that state ``limits``; with short words most of them inside ``constraint-type:``."""
    said: set[str] = set()
    if limits.type is not None:
        text = spell(limits.type, dialect)
        if dialect.short and not isinstance(limits.type, Unknown):
            arguments, said = _arguments(limits, size_param)
            text += f"({arguments})" if said else ""
        yield "constraint-type", text
    if "minimum" not in said and "maximum" not in said:
        text = _range_text(limits.minimum, limits.maximum)
        if text:
            yield "range", text
    for name, tag in (("mask", "valid-mask"), ("alignment", "alignment"), ("validate", "validate")):
        value = getattr(limits, name)
        if value is not None and name not in said:
            yield tag, value
    if limits.values is not None and "values" not in said:
        yield "valid-values", ", ".join(limits.values)
    for mask in limits.arch_masks:
        yield "arch-mask", f"{mask.arch} = {mask.bits}"


def _arguments(limits: Limits, size_param: int | None) -> tuple[str, set[str]]:
    """What stands between the parentheses of ``constraint-type:``, and the fields it says."""
    kind, low, high = limits.type, limits.minimum, limits.maximum
    if kind is ConstraintType.BUFFER and size_param is not None:
        return str(size_param), {"size_param"}
    if kind in (ConstraintType.RANGE, ConstraintType.USER_STRING) and high is not None:
        if low is not None:
            return f"{low}, {high}", {"minimum", "maximum"}
        if kind is ConstraintType.USER_STRING:
            return high, {"minimum", "maximum"}
    if kind is ConstraintType.ENUM and limits.values is not None:
        return ", ".join(limits.values), {"values"}
    field = (
        {
            ConstraintType.MASK: "mask",
            ConstraintType.ALIGNMENT: "alignment",
            ConstraintType.CUSTOM: "validate",
        }.get(kind)
        if isinstance(kind, ConstraintType)
        else None
    )
    value = getattr(limits, field) if field else None
    return (value, {field}) if field and value is not None else ("", set())
