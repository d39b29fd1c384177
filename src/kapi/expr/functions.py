"""The kernel's function-like macros that expressions may call.

Source: ``include/linux/align.h`` and ``include/vdso/align.h`` (ALIGN ...), ``include/linux/mm.h``
(PAGE_ALIGN ...), ``include/linux/minmax.h``, ``include/vdso/bits.h`` (BIT ...). Some are only
another way to write an expression (`expand`); the rest are `FUNCTIONS` of two arguments.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kapi.expr.arithmetic import binary, common_type, convert, promote, promoted_type, unary
from kapi.expr.nodes import Binary, Call, Cast, Node, Number, Symbol
from kapi.expr.predicates import PREDICATES
from kapi.expr.values import Result, Value, truth
from kapi.vocab.integers import INT, CType

OLD = "old"
"""``old(E)``: what E was worth before the call."""

_PAGE_SIZE = Symbol("PAGE_SIZE")

_EXPANSIONS: dict[str, Callable[[Node], Node]] = {
    "PAGE_ALIGN": lambda x: Call("ALIGN", (x, _PAGE_SIZE)),
    "PAGE_ALIGN_DOWN": lambda x: Call("ALIGN_DOWN", (x, _PAGE_SIZE)),
    "PAGE_ALIGNED": lambda x: Call("IS_ALIGNED", (Cast("unsigned long", x), _PAGE_SIZE)),
    "BIT": lambda n: Binary("<<", Number(1, unsigned=True, longs=1), n),
    "BIT_ULL": lambda n: Binary("<<", Number(1, unsigned=True, longs=2), n),
}


class Function(msgspec.Struct, frozen=True):
    """A macro of two values, and the type of its result from the types of those."""

    apply: Callable[[Value, Value], Result]
    type: Callable[[CType, CType], CType]


def expand(call: Call) -> Node | None:
    """Return the expression that ``call`` abbreviates, or None."""
    expansion = _EXPANSIONS.get(call.function)
    if expansion is None or len(call.arguments) != 1:
        return None
    return expansion(call.arguments[0])


def is_function(name: str) -> bool:
    """Whether a call of ``name`` has a meaning: a macro, a predicate, or `OLD`."""
    return arity(name) is not None


def arity(name: str) -> int | None:
    """Return how many arguments ``name`` takes, or None where it is no function."""
    if name in PREDICATES:
        return len(PREDICATES[name].parameters)
    if name in FUNCTIONS:
        return 2
    return 1 if name in _EXPANSIONS or name == OLD else None


def _align(value: Value, to: Value) -> Result:
    """``((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1)``."""
    mask = _mask(value, to)
    total = binary("+", value, mask)
    return binary("&", total, unary("~", mask)) if isinstance(total, Value) else total


def _align_down(value: Value, to: Value) -> Result:
    return binary("&", promote(value), unary("~", _mask(value, to)))


def _is_aligned(value: Value, to: Value) -> Result:
    low = binary("&", value, _mask(value, to))
    return truth(low.number == 0) if isinstance(low, Value) else low


def _mask(value: Value, to: Value) -> Value:
    kind = promoted_type(value.type)
    return Value(kind.wrap(convert(to, value.type).number - 1), kind)


def _minimum(left: Value, right: Value) -> Result:
    kind = common_type(left.type, right.type)
    return min(convert(left, kind), convert(right, kind), key=lambda value: value.number)


def _maximum(left: Value, right: Value) -> Result:
    kind = common_type(left.type, right.type)
    return max(convert(left, kind), convert(right, kind), key=lambda value: value.number)


FUNCTIONS: dict[str, Function] = {
    "ALIGN": Function(_align, lambda value, _: promoted_type(value)),
    "ALIGN_DOWN": Function(_align_down, lambda value, _: promoted_type(value)),
    "IS_ALIGNED": Function(_is_aligned, lambda *_: INT),
    "min": Function(_minimum, common_type),
    "max": Function(_maximum, common_type),
}
