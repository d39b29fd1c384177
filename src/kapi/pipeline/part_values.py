"""What a part of a condition is in the numbers of one call, and where its walk of a path ended."""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import OPPOSITE, Binary, Node, Symbol, Unary, walk
from kapi.expr.predicates import CONSTANTS
from kapi.expr.values import Value
from kapi.situation.walk import Walk

_BITWISE = frozenset("&|^~")
_LARGE = 1 << 32
_ENDS = {
    "WALK_MISSING": "there is no {}",
    "WALK_NOT_DIRECTORY": "{} is no directory",
    "WALK_DENIED": "the caller may not search {}",
    "WALK_LOOP": "too many symbolic links, the last is {}",
    "WALK_NAME_TOO_LONG": "a name is too long: {}",
}


def part_values(part: Node, environment: Environment, walks: Mapping[Node, Walk]) -> str:
    """Return why ``part`` holds or does not: ``1 != 0``; nothing where that says no more than it.

    ``environment`` has the values of its terms, ``walks`` how the walks of paths went that it asks
    about: these are told in words.
    """
    found = (walks[one] for one in walk(part) if one in walks)
    ends = (
        _ENDS[one.end].format(one.at.decode("utf-8", "backslashreplace"))
        for one in found
        if one.end in _ENDS and one.at
    )
    return next(ends, "") or _numbers(part, environment)


def _numbers(part: Node, environment: Environment) -> str:
    match part:
        case Unary("!", Binary(operator, left, right)) if operator in OPPOSITE:
            return _numbers(Binary(OPPOSITE[operator], left, right), environment)
        case Unary("!", operand):
            return _numbers(operand, environment)
        case Binary(operator, left, right) if operator in OPPOSITE:
            in_bits = _is_of_bits(left) or _is_of_bits(right)
            here = _number(left, right, environment, in_bits)
            there = _number(right, left, environment, in_bits)
            says_more = here and there and (operator != "==" or here != there)
            return f"{here} {operator} {there}" if says_more else ""
    number = _number(part, part, environment, _is_of_bits(part))
    return "" if number in ("0", "1") else number


def _is_of_bits(node: Node) -> bool:
    return any(isinstance(one, Binary | Unary) and one.operator in _BITWISE for one in walk(node))


def _number(node: Node, beside: Node, environment: Environment, in_bits: bool) -> str:
    """The value of ``node``; a constant of the kind that stands ``beside`` it has its name."""
    value = evaluate(node, environment)
    if not isinstance(value, Value):
        return ""
    for one in (node, beside):
        if isinstance(one, Symbol) and one.name in CONSTANTS:
            kind = one.name.partition("_")[0] + "_"
            names = (name for name, number in CONSTANTS.items() if number == value.number)
            return next((name for name in names if name.startswith(kind)), str(value.number))
    in_hexadecimal = abs(value.number) >= (10 if in_bits else _LARGE)
    return hex(value.number) if in_hexadecimal else str(value.number)
