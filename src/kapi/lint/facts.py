"""What the rules ask of a spec: C types, values of expressions, the names it knows, its prose."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.model.elements import Limits, Param, StructField
from kapi.model.spec import Spec
from kapi.span import Span
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType

__all__ = [
    "ARCHITECTURE",
    "HIGHEST_ERRNO",
    "Condition",
    "Limited",
    "Prose",
    "c_type",
    "conditions",
    "expressions",
    "has_limits",
    "limited",
    "number",
    "prose",
    "tree",
]

ARCHITECTURE = ARCHITECTURES["x86_64"]
"""Where a number depends on the architecture, rules take the most common one."""

HIGHEST_ERRNO = 4095
"""Results from -4095 to -1 are errnos (``MAX_ERRNO`` in ``include/linux/err.h``)."""

_ENVIRONMENT = Environment(architecture=ARCHITECTURE, numbers=True)
_PROSE = (
    "summary",
    "description",
    "condition",
    "constraint",
    "allows",
    "without",
    "target",
    "from_state",
    "to_state",
    "notes",
)
_GROUPS = (
    "params",
    "errors",
    "locks",
    "constraints",
    "signals",
    "signal_masks",
    "structs",
    "side_effects",
    "state_transitions",
    "capabilities",
)

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
    value = evaluate(node, _ENVIRONMENT)
    return value.number if isinstance(value, Value) else None


def c_type(element: Limited) -> CType | None:
    """Return the integer type of a parameter or member, or None for a pointer or unknown one."""
    name = element.type_name
    return None if name is None or "*" in name else parameter_type(name, ARCHITECTURE)


def has_limits(limits: Limits) -> bool:
    """Whether anything at all is said about the values."""
    return limits != Limits()


def expressions(spec: Spec) -> Iterator[tuple[Span, str, str]]:
    """Yield what must be an expression: its place, what it is, its text."""
    for element in limited(spec):
        limits = element.limits
        bounds = (limits.minimum, limits.maximum, limits.mask, limits.alignment)
        for text in (*bounds, *(limits.values or ())):
            if text is not None:
                yield element.span, f"limit of '{element.name}'", text
    for one in conditions(spec):
        yield one.span, one.tag, one.text


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
    """Yield x-when and x-after of all claims, and the conditions of variants."""
    for group in ("errors", "signals", "capabilities", "side_effects", "state_transitions"):
        outcome = group in ("side_effects", "state_transitions")
        for claim in getattr(spec, group):
            if claim.when is not None:
                yield Condition(claim.span, "x-when", claim.when, outcome=outcome)
            after: str | None = getattr(claim, "after", None)
            if after is not None:
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
    yield from _of(spec, spec.span)
    if spec.returns:
        yield from _of(spec.returns, spec.returns.span)
    for group in _GROUPS:
        for element in getattr(spec, group):
            yield from _of(element, element.span)
            for member in getattr(element, "fields", ()):
                yield from _of(member, member.span)
    for variant in spec.variants:
        yield from _of(variant, variant.span)


def _of(element: msgspec.Struct, span: Span) -> Iterator[Prose]:
    for field in _PROSE:
        text = getattr(element, field, None)
        if isinstance(text, str):
            yield Prose(element, field, text, span)
