"""What the rules ask of a spec: C types, values of expressions, the names it knows, its prose."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import as_number
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.model.definitions import without_names
from kapi.model.elements import Limits, Param, StructField
from kapi.model.spec import Spec, elements, stated
from kapi.model.where import definitions
from kapi.span import Span
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.field import Block, Form
from kapi.vocab.integers import CType
from kapi.vocab.schema import BLOCKS, SPEC

ARCHITECTURE = ARCHITECTURES["x86_64"]
"""Where a number depends on the architecture, rules take the most common one."""

HIGHEST_ERRNO = 4095
"""Results from -4095 to -1 are errnos (``MAX_ERRNO`` in ``include/linux/err.h``)."""

_ENVIRONMENT = Environment(architecture=ARCHITECTURE, numbers=True)
_PROSE = {
    block.name: tuple(one.path for one in block.fields if one.form is Form.PROSE)
    for block in (SPEC, *BLOCKS.values())
}

Limited = Param | StructField


class Prose(NamedTuple):
    """A text for people: the element it stands in, the field, the text."""

    element: Any
    field: str
    text: str
    span: Span


@functools.lru_cache(maxsize=4096)
def tree(text: str) -> Node | ExpressionError:
    """Return the tree of an expression, or what is wrong with the text."""
    try:
        return parse(text)
    except ExpressionError as error:
        return error


@functools.lru_cache(maxsize=4096)
def number(text: str | None) -> int | None:
    """Return the value of an expression of constants, or None when it has none here."""
    if text is None:
        return None
    node = tree(text)
    if isinstance(node, ExpressionError):
        return None
    return as_number(node, _ENVIRONMENT)


def c_type(element: Limited) -> CType | None:
    """Return the integer type of a parameter or member, or None for a pointer or unknown one."""
    name = element.type_name
    return None if name is None or "*" in name else parameter_type(name, ARCHITECTURE)


def has_limits(limits: Limits) -> bool:
    """Whether anything at all is said about the values."""
    return limits != Limits()


class Stated(NamedTuple):
    """What must be an expression: its place, what it is, its text, the tag before it."""

    span: Span
    what: str
    text: str
    tag: str


def expressions(spec: Spec) -> Iterator[Stated]:
    """Yield what must be an expression: limits, names that are given, conditions."""
    for element in limited(spec):
        limits = element.limits
        bounds = (limits.minimum, limits.maximum, limits.mask, limits.alignment)
        for text in (*bounds, *(limits.values or ())):
            if text is not None:
                yield Stated(element.span, f"limit of '{element.name}'", text, element.name)
    rule = spec.returns
    for text in (rule.success_min, rule.success_max) if rule else ():
        if rule and text is not None:
            yield Stated(rule.span, "success value", text, "success")
    for _, meaning in definitions(spec.where):
        yield Stated(spec.span, "x-where", without_names(meaning, spec.where), "x-where")
    for one in conditions(spec):
        yield Stated(one.span, one.tag, one.text, one.tag)


class Condition(NamedTuple):
    """A condition of a claim: where it stands, its tag, its text.

    ``after``: it is about what holds after the call; ``outcome``: it may ask for ``errno`` and
    ``result``.
    """

    span: Span
    tag: str
    text: str
    after: bool = False
    outcome: bool = False


def conditions(spec: Spec) -> Iterator[Condition]:
    """Yield x-when and x-after of all claims without names of x-where, and those of variants."""
    for block, claim in elements(spec):
        if "when" not in block.by_path:
            continue
        changes = "after" in block.by_path
        if claim.when is not None:
            when = without_names(claim.when, spec.where)
            yield Condition(claim.span, "x-when", when, outcome=changes)
        if changes and claim.after is not None:
            after = without_names(claim.after, spec.where)
            yield Condition(claim.span, "x-after", after, after=True, outcome=True)
    for variant in spec.variants:
        yield Condition(variant.span, "condition of the variant", variant.condition)


def limited(spec: Spec) -> Iterator[Limited]:
    """Yield all parameters and members of structures."""
    yield from spec.params
    for struct in spec.structs:
        yield from struct.fields


def prose(spec: Spec) -> Iterator[Prose]:
    """Yield every text for people, in reading order."""
    yield from _of(SPEC, spec, spec.span)
    for block, element in elements(spec):
        yield from _of(block, element, element.span)
    for variant in spec.variants:
        yield from _of(BLOCKS["variant"], variant, variant.span)


def _of(block: Block, element: msgspec.Struct, span: Span) -> Iterator[Prose]:
    for field in _PROSE[block.name]:
        text = stated(element, field)
        if isinstance(text, str):
            yield Prose(element, field, text, span)
