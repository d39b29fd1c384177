"""Numbers that make a part of a condition true or false: the places where its truth changes."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kapi.expr.caller_names import number_side
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate, number_of
from kapi.expr.nodes import Binary, Call, Conditional, Node, Symbol, Unary, children
from kapi.expr.nodes import names as symbols_of
from kapi.expr.values import Value
from kapi.vocab.integers import CType

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_WIDEST = 64


def solutions(part: Node, name: str, kind: CType, names: Environment) -> tuple[int, ...]:
    """Return numbers for ``name``, of C type ``kind``, near which the truth of ``part`` changes.

    ``names`` holds what all other names are worth in a call. Comparisons that are linear in the
    name are solved, bits that are tested are set and cleared.
    """
    here = names.measured.get(Symbol(name), names.parameters.get(name))
    now = here.number if isinstance(here, Value) else 0
    found = list(_solved(part, name, kind, names, now))
    return tuple(dict.fromkeys(kind.wrap(one) for one in found if kind.wrap(one) != now))


def _solved(part: Node, name: str, kind: CType, names: Environment, now: int) -> Iterator[int]:
    match part:
        case Binary(operator, left, right) if operator in _COMPARISONS:
            yield from _passed(part, names)
            yield from _root(Binary("-", left, right), name, kind, names)
            yield from _met(left, right, name, names)
            yield from _met(right, left, name, names)
            yield from _remainders(left, names, now)
        case Binary("&", left, right):
            for mask in sorted((left, right), key=lambda side: _stands_in(name, side)):
                yield from _bits(_number(mask, names), kind, now)
        case Unary(_, operand):
            yield from _solved(operand, name, kind, names, now)
        case Call(_, arguments) if Symbol(name) not in arguments:
            pass  # it is looked at inside of them
        case Conditional():
            pass
        case _:
            yield from (now + 1, now - 1, 0, 1)
    for child in children(part):
        if isinstance(child, (Binary, Call, Conditional)):
            yield from _solved(child, name, kind, names, now)


def _bits(mask: int | None, kind: CType, now: int) -> Iterator[int]:
    if mask is None:
        return
    wide = mask & ((1 << kind.bits) - 1)
    yield now | wide
    yield now & ~wide
    if bin(wide).count("1") <= kind.bits // 2:
        few = [1 << bit for bit in range(kind.bits) if wide >> bit & 1]
        yield from (now ^ bit for bit in few)
        yield from (now & ~wide | bit for bit in few)  # each may be one that does not count
    else:  # one bit of many shows whether each of them matters, and so does each of the few others
        yield from (now & ~wide | 1 << bit for bit in range(kind.bits) if not wide >> bit & 1)
        yield from (now & ~wide | 1 << bit for bit in range(kind.bits) if wide >> bit & 1)
        yield from (now & ~(1 << bit) for bit in range(kind.bits) if wide >> bit & 1)


def _remainders(left: Node, names: Environment, now: int) -> Iterator[int]:
    """``x % n`` and ``x & n`` change with the next number; half of n and n tell it from others."""
    if isinstance(left, Binary) and left.operator in ("%", "&"):
        yield from (now + 1, now - 1)
    if isinstance(left, Binary) and left.operator == "%":
        size = _number(left.right, names) or 0
        if size > 1:
            start = now - now % size
            yield from (start + size // 2, start + size)


def _root(difference: Node, name: str, kind: CType, names: Environment) -> Iterator[int]:
    """Where a function that is linear is zero, found from three of its values."""
    values = [_at(difference, name, number, kind, names) for number in (0, 1, 1 << 20)]
    first, second, far = values
    if first is None or second is None or far is None:
        return
    slope = second - first
    if slope == 0:
        slope = (far - first) // (1 << 20)
    if slope == 0:
        return
    root = -first // slope
    yield from (root - 1, root, root + 1)


def _passed(part: Node, names: Environment) -> Iterator[int]:
    """``resource == RLIMIT_NOFILE`` asks for the number of a limit, and not what it is worth."""
    asked = number_side(part, names.parameters)
    number = number_of(asked, names) if asked is not None else None
    if number is not None:
        yield from (number, number + 1, number - 1)


def _met(side: Node, other: Node, name: str, names: Environment) -> Iterator[int]:
    """For which numbers of ``name`` one side is what the other is, one more or one less."""
    target = _number(other, names) if _stands_in(name, side) else None
    for wanted in () if target is None else (target, target + 1, target - 1):
        yield from _undone(side, wanted, name, names)


def _undone(node: Node, wanted: int, name: str, names: Environment) -> Iterator[int]:
    """For which number of ``name`` shifts, masks and division in ``node`` give ``wanted``.

    Bits that they throw away stay as they are.
    """
    if node == Symbol(name):
        yield wanted
    if not isinstance(node, Binary):
        return
    inside, other = (node.left, node.right)
    if not _stands_in(name, inside):
        inside, other = other, inside
    now, number = _number(inside, names), _number(other, names)
    if now is None or number is None or number < 0 or _stands_in(name, other):
        return
    before = _before(node.operator, wanted, number, now) if inside is node.left else None
    if before is None and node.operator == "&" and not wanted & ~number:
        before = now & ~number | wanted
    if before is not None:
        yield from _undone(inside, before, name, names)


def _before(operator: str, wanted: int, number: int, now: int) -> int | None:
    """What stood at the left of ``operator``, which gives ``wanted`` with ``number``."""
    match operator:
        case ">>" if number < _WIDEST:
            return wanted << number | now & ((1 << number) - 1)
        case "<<" if number < _WIDEST and not wanted & ((1 << number) - 1):
            return wanted >> number
        case "/":
            return wanted * number
        case "%" if 0 <= wanted < number:
            return now - now % number + wanted
    return None


def _stands_in(name: str, node: Node) -> bool:
    return name in symbols_of(node)


def _at(node: Node, name: str, number: int, kind: CType, names: Environment) -> int | None:
    value = Value(kind.wrap(number), kind)
    if Symbol(name) in names.measured:  # a member of a structure
        known = msgspec.structs.replace(names, measured={**names.measured, Symbol(name): value})
    else:
        known = msgspec.structs.replace(names, parameters={**names.parameters, name: value})
    return _signed(evaluate(node, known))


def _number(node: Node, names: Environment) -> int | None:
    return _signed(evaluate(node, names))


def _signed(found: object) -> int | None:
    if not isinstance(found, Value):
        return None
    return CType(found.type.bits, True).wrap(found.number)
