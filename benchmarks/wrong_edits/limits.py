"""Wrong limits of a parameter or of a member of a structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Node
from kapi.expr.parser import ExpressionError, parse
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.model.elements import Expression, Limits, Violation
from kapi.vocab.words import ConstraintType, ParamType

__all__ = ["wrong_elements"]

_ENDS = ("INT_MAX", "UINT_MAX", "LONG_MAX", "ULONG_MAX", "LLONG_MAX", "SIZE_MAX")
_BITS = (0x40000000, 0x20000000, 0x800000)


def wrong_elements(element: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield kind, wrong element and description, for a parameter or member with limits.

    A bound that nobody checks (``ignore``, ``mask-off``, ``clamp``, ``unspecified``) is left as
    it is: no call could tell.
    """
    violation = element.violation
    if violation is None or violation.action == "reject":
        for kind, limits, what in _wrong_limits(element.limits, element.type is ParamType.UINT):
            yield kind, replace(element, limits=limits), what
    if violation is not None and element.limits != Limits():
        for other in _other_violations(violation):
            action = other.action + (f"({other.errno})" if other.errno else "")
            yield "violation", replace(element, violation=other), f"violation becomes {action}"


def _other_violations(violation: Violation) -> Iterator[Violation]:
    if violation.action == "reject":
        yield Violation(action="ignore")
        yield Violation(action="reject", errno="EPROTO" if violation.errno != "EPROTO" else "EXDEV")
    elif violation.action in ("ignore", "mask-off", "clamp"):
        yield Violation(action="reject", errno="EINVAL")


def _wrong_limits(limits: Limits, unsigned: bool) -> Iterator[tuple[str, Limits, str]]:
    if limits.type is ConstraintType.RANGE:
        yield from _wrong_bounds(limits, unsigned)
    elif limits.type is ConstraintType.USER_STRING:
        yield from _wrong_bounds(limits, True)
    elif limits.type is ConstraintType.MASK and limits.mask:
        yield from _wrong_masks(limits, limits.mask)
    elif limits.type is ConstraintType.ENUM and limits.values:
        yield from _wrong_values(limits, limits.values)


def _wrong_bounds(limits: Limits, unsigned: bool) -> Iterator[tuple[str, Limits, str]]:
    for field in ("minimum", "maximum"):
        bound = getattr(limits, field)
        if not bound:
            continue
        for step in ("+ 1", "- 1"):
            outward = (field == "maximum") == (step == "+ 1")
            if outward and (bound in _ENDS or (unsigned and _number(bound) == 0)):
                continue
            changed = replace(limits, **{field: Expression(f"({bound}) {step}")})
            yield "bound", changed, f"{field} {bound} {step}"


def _wrong_masks(limits: Limits, mask: str) -> Iterator[tuple[str, Limits, str]]:
    try:
        parts = _bits(parse(mask))
    except ExpressionError:
        return
    for place, part in enumerate(parts):
        rest = " | ".join(render_c(one) for one in parts[:place] + parts[place + 1 :])
        less = replace(limits, mask=Expression(rest or "0"))
        yield "mask bit dropped", less, f"bit {render_c(part)} dropped"
    known = _number(mask) or 0
    for more in [bit for bit in _BITS if not known & bit][:1]:
        changed = replace(limits, mask=Expression(f"{mask} | {more:#x}"))
        yield "mask bit added", changed, f"{more:#x}"


def _bits(node: Node) -> list[Node]:
    if isinstance(node, Binary) and node.operator == "|":
        return [*_bits(node.left), *_bits(node.right)]
    return [node]


def _wrong_values(
    limits: Limits, values: tuple[Expression, ...]
) -> Iterator[tuple[str, Limits, str]]:
    for place, value in enumerate(values):
        rest = values[:place] + values[place + 1 :]
        if rest:
            yield "value dropped", replace(limits, values=rest), f"value {value} dropped"
    known = {_number(value) for value in values}
    stranger = next(one for one in range(2, 100) if one not in known)
    more = (*values, Expression(str(stranger)))
    yield "value added", replace(limits, values=more), f"value {stranger} added"


def _number(text: str) -> int | None:
    value = evaluate(parse(text), Environment())
    return value.number if isinstance(value, Value) else None
