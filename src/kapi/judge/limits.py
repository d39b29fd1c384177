"""Limits as expressions: true for a value outside of them."""

from __future__ import annotations

from collections.abc import Callable

from kapi.expr.environment import Environment
from kapi.expr.evaluate import as_number
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Binary, Call, Node, Number, Symbol, Unary, joined
from kapi.expr.parser import parse
from kapi.model.elements import Limits
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ConstraintType


def outside(name: str, limits: Limits, architecture: Architecture) -> Node | None:
    """Return the expression that is true when the parameter ``name`` breaks ``limits``.

    None where no value of an argument can tell: a callback, memory, a path. A text that is no
    expression counts as that too (the linter reports it).
    """
    try:
        return _outside(Symbol(name), limits, architecture)
    except ExpressionError:
        return None


def mask_of(limits: Limits, architecture: Architecture) -> int | None:
    """Return the bits that ``limits`` allow, or None where they are no mask with a value."""
    if limits.type is not ConstraintType.MASK:
        return None
    inverted = outside("value", limits, architecture)
    if not isinstance(inverted, Binary) or not isinstance(inverted.right, Unary):
        return None
    return as_number(inverted.right.operand, Environment(architecture=architecture, numbers=True))


def _outside(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    make = _MAKERS.get(limits.type) if isinstance(limits.type, ConstraintType) else None
    return make(value, limits, architecture) if make else None


def _range(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    bounds: list[Node] = []
    if limits.minimum is not None:
        bounds.append(Binary("<", value, parse(limits.minimum)))
    if limits.maximum is not None:
        bounds.append(Binary(">", value, parse(limits.maximum)))
    return joined("||", bounds) if bounds else None


def _mask(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    if limits.mask is None:
        return None
    bits = parse(limits.mask)
    for more in limits.arch_masks:
        if more.arch == architecture.kernel:
            bits = Binary("|", bits, parse(more.bits))
    return Binary("&", value, Unary("~", bits))


def _enum(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    others = [Binary("!=", value, parse(one)) for one in limits.values or ()]
    return joined("&&", others) if others else None


def _alignment(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    if limits.alignment is None:
        return None
    return Unary("!", Call("IS_ALIGNED", (value, parse(limits.alignment))))


def _page_aligned(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    return Unary("!", Call("PAGE_ALIGNED", (value,)))


def _power_of_two(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    one_less = Binary("-", value, Number(1))
    return joined("||", [Binary("==", value, Number(0)), Binary("&", value, one_less)])


def _nonzero(value: Symbol, limits: Limits, architecture: Architecture) -> Node | None:
    return Binary("==", value, Number(0))


_MAKERS: dict[ConstraintType, Callable[[Symbol, Limits, Architecture], Node | None]] = {
    ConstraintType.RANGE: _range,
    ConstraintType.MASK: _mask,
    ConstraintType.ENUM: _enum,
    ConstraintType.ALIGNMENT: _alignment,
    ConstraintType.PAGE_ALIGNED: _page_aligned,
    ConstraintType.POWER_OF_TWO: _power_of_two,
    ConstraintType.NONZERO: _nonzero,
}
