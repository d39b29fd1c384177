"""What one comparison with a number says of another: ``x < 0`` that ``x`` is not 3."""

from __future__ import annotations

import functools

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import SWAPPED, Binary, Node
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES

_CONSTANTS = tuple(Environment(architecture=one) for one in ARCHITECTURES.values())
_ENDLESS = 1 << 70

Range = tuple[int, int]


@functools.lru_cache(maxsize=4096)
def compared(one: Node, worth: bool, other: Node) -> bool | None:
    """Return what ``other`` is worth wherever ``one`` is worth ``worth``, or None.

    Both compare the same thing with a number that is not negative: such comparisons mean the same
    for signed and unsigned types.
    """
    here, there = _ranges(one), _ranges(other)
    if here is None or there is None or here[0] != there[0]:
        return None
    if all(_within(space, there[1][True]) for space in here[1][worth]):
        return True
    if all(_within(space, there[1][False]) for space in here[1][worth]):
        return False
    return None


def _within(space: Range, ranges: tuple[Range, ...]) -> bool:
    return any(low <= space[0] and space[1] <= high for low, high in ranges)


def _ranges(node: Node) -> tuple[Node, dict[bool, tuple[Range, ...]]] | None:
    """What is compared, and where the comparison holds and where not."""
    if not isinstance(node, Binary) or node.operator not in SWAPPED:
        return None
    number, what, operator = _number(node.right), node.left, node.operator
    if number is None:
        number, what, operator = _number(node.left), node.right, SWAPPED[operator]
    if number is None or number < 0 or _number(what) is not None:
        return None
    before = (-_ENDLESS, number - 1 if operator in ("<", ">=") else number)
    after = (before[1] + 1, _ENDLESS)
    match operator:
        case "<" | "<=":
            return what, {True: (before,), False: (after,)}
        case ">" | ">=":
            return what, {True: (after,), False: (before,)}
    same, apart = ((number, number),), ((-_ENDLESS, number - 1), (number + 1, _ENDLESS))
    equal = operator == "=="
    return what, {True: same if equal else apart, False: apart if equal else same}


@functools.lru_cache(maxsize=4096)
def _number(node: Node) -> int | None:
    """What a constant is worth that is the same on every architecture.

    One of an unsigned type makes the comparison of a signed number another one.
    """
    if not isinstance(evaluate(node, _CONSTANTS[0]), Value):
        return None  # the most common by far
    found = [evaluate(node, one) for one in _CONSTANTS]
    numbers = {_signed(one) if isinstance(one, Value) else None for one in found}
    return numbers.pop() if len(numbers) == 1 else None


def _signed(value: Value) -> int | None:
    return value.number if value.type.signed else None
