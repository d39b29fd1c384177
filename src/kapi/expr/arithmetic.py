"""C's operators on typed integers (C11 6.3.1 and 6.5), with the kernel's choices.

Signed arithmetic wraps around, as the kernel is compiled (``-fno-strict-overflow``), and
``>>`` of a negative number copies the sign, as gcc does on every architecture.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

from kapi.expr.values import CannotTell, Result, Value, truth
from kapi.vocab.integers import INT, CType

_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDERINGS = frozenset({"<", "<=", ">", ">="})
_EXACT: dict[str, Callable[[int, int], int]] = {
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def promoted_type(kind: CType) -> CType:
    """The integer promotions: what is narrower than int becomes int."""
    return kind if kind.bits >= INT.bits else INT


def common_type(left: CType, right: CType) -> CType:
    """The usual arithmetic conversions of two types."""
    left, right = promoted_type(left), promoted_type(right)
    if left.bits != right.bits:
        return left if left.bits > right.bits else right
    return CType(left.bits, left.signed and right.signed)


def convert(value: Value, kind: CType) -> Value:
    """Return ``value`` converted to ``kind``."""
    return Value(kind.wrap(value.number), kind)


def promote(value: Value) -> Value:
    """Return ``value`` after the integer promotions."""
    return convert(value, promoted_type(value.type))


def unary(sign: str, value: Value) -> Value:
    """Apply one of ``- + ~ !``."""
    if sign == "!":
        return truth(value.number == 0)
    value = promote(value)
    number = {"-": -value.number, "+": value.number, "~": ~value.number}[sign]
    return Value(value.type.wrap(number), value.type)


def binary_type(sign: str, left: CType | None, right: CType | None) -> CType | None:
    """Return the type of a binary expression, or None where an operand's is not known."""
    if sign in _COMPARISONS:
        return INT
    if sign in ("<<", ">>"):
        return promoted_type(left) if left else None
    return common_type(left, right) if left and right else None


def binary(sign: str, left: Value, right: Value) -> Result:
    """Apply a binary operator other than ``&&`` and ``||``."""
    if sign in ("<<", ">>"):
        return _shift(sign, promote(left), promote(right))
    kind = common_type(left.type, right.type)
    first, second = kind.wrap(left.number), kind.wrap(right.number)
    if sign in _COMPARISONS:
        return truth(_COMPARISONS[sign](first, second))
    if sign in _EXACT:
        return Value(kind.wrap(_EXACT[sign](first, second)), kind)
    return _divide(sign, first, second, kind)


def _divide(sign: str, first: int, second: int, kind: CType) -> Result:
    if second == 0:
        return CannotTell("division by zero", type=kind, undefined=True)
    quotient = abs(first) // abs(second)
    if (first < 0) != (second < 0):
        quotient = -quotient
    if quotient > kind.maximum:
        return CannotTell("a division overflows", type=kind, undefined=True)
    return Value(quotient if sign == "/" else first - quotient * second, kind)


def _shift(sign: str, left: Value, right: Value) -> Result:
    kind = left.type
    if not 0 <= right.number < kind.bits:
        reason = f"a shift by {right.number} of a {kind.bits}-bit number"
        return CannotTell(reason, type=kind, undefined=True)
    if sign == "<<":
        return Value(kind.wrap(left.number << right.number), kind)
    return Value(left.number >> right.number, kind)
