"""What an expression is worth in an environment: a typed value, or why nobody can tell.

Three-valued: a name without a value makes the result unknown only where it matters, so
``0 && x`` is 0, ``x || 1`` is 1 and ``x == x2`` cannot be told. An operation that C leaves
undefined makes everything that needs it unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from kapi.expr.arithmetic import (
    binary,
    binary_type,
    common_type,
    convert,
    promoted_type,
    unary,
)
from kapi.expr.caller_names import number_side
from kapi.expr.environment import Environment
from kapi.expr.functions import FUNCTIONS, OLD, expand
from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    OffsetOf,
    SizeOf,
    Symbol,
    Text,
    Unary,
)
from kapi.expr.parser import parse, parsed
from kapi.expr.predicates import PREDICATES, Predicate
from kapi.expr.render_c import render_c
from kapi.expr.values import FALSE, TRUE, CannotTell, Result, Value, truth
from kapi.vocab import symbols
from kapi.vocab.integers import INT, CType


def evaluate(node: Node, environment: Environment) -> Result:
    """Return the value of ``node`` with C's type, or `CannotTell`."""
    return _RULES[type(node)](node, environment)


def as_number(node: Node, environment: Environment) -> int | None:
    """Return the number that ``node`` is worth, or None where that cannot be told."""
    result = evaluate(node, environment)
    return result.number if isinstance(result, Value) else None


def number_of(text: str | None, environment: Environment) -> int | None:
    """Return the number that the expression ``text`` is worth, or None where it has none.

    It is that of a limit or a value: ``RLIMIT_CPU`` and ``CAP_CHOWN`` are their numbers.
    """
    node = parsed(text)
    return as_number(node, msgspec.structs.replace(environment, numbers=True)) if node else None


def _number(node: Number, environment: Environment) -> Result:
    """The first type in C's list that holds the value (C11 6.4.4.1, table 6)."""
    widths = (32, environment.architecture.word_bits, 64)[node.longs :]
    for bits in widths:
        for signed in (True, False):
            if (signed and node.unsigned) or (not signed and not node.unsigned and node.base == 10):
                continue
            if node.value <= CType(bits, signed).maximum:
                return Value(node.value, CType(bits, signed))
    # A decimal constant beyond long long: gcc takes it for a wider type, which C has not.
    return CannotTell(f"{node.value} fits no integer type of C")


def _text(node: Text, environment: Environment) -> Result:
    return CannotTell(f"{render_c(node)} is a text, no number")


def _symbol(node: Symbol, environment: Environment) -> Result:
    return _defined(environment.lookup(node.name), environment)


def _defined(found: Result | str, environment: Environment) -> Result:
    return evaluate(parse(found), environment) if isinstance(found, str) else found


def _unary(node: Unary, environment: Environment) -> Result:
    if node.operator == "!":
        answer = _condition(node.operand, environment)
        return unary("!", answer) if isinstance(answer, Value) else answer
    operand = evaluate(node.operand, environment)
    if isinstance(operand, Value):
        return unary(node.operator, operand)
    return _as_type(operand, promoted_type(operand.type) if operand.type else None)


def _condition(node: Node, environment: Environment) -> Result:
    """Return 1, 0 or `CannotTell` (as int) for ``node`` used as a truth value."""
    result = evaluate(node, environment)
    return truth(result.number != 0) if isinstance(result, Value) else _as_type(result, INT)


def _binary(node: Binary, environment: Environment) -> Result:
    if node.operator in ("&&", "||"):
        return _logical(node, environment)
    number = number_side(node, environment.parameters)
    left = _operand(node.left, number, environment)
    right = _operand(node.right, number, environment)
    if isinstance(left, Value) and isinstance(right, Value):
        return binary(node.operator, left, right)
    return _as_type(_both(left, right), binary_type(node.operator, left.type, right.type))


def _operand(node: Node, number: str | None, environment: Environment) -> Result:
    """``number`` is the name that stands for its number here, not for what the caller has."""
    if number is not None and node == Symbol(number):
        return _defined(environment.constant(number), environment)
    return evaluate(node, environment)


def _logical(node: Binary, environment: Environment) -> Result:
    decisive = FALSE if node.operator == "&&" else TRUE
    left = _condition(node.left, environment)
    if left == decisive or (isinstance(left, CannotTell) and left.undefined):
        return left
    right = _condition(node.right, environment)
    if right == decisive or isinstance(left, Value):
        return right
    return _as_type(_both(left, right), INT)


def _conditional(node: Conditional, environment: Environment) -> Result:
    condition = _condition(node.condition, environment)
    yes = evaluate(node.yes, environment)
    no = evaluate(node.no, environment)
    kind = common_type(yes.type, no.type) if yes.type and no.type else None
    if isinstance(condition, CannotTell):
        if isinstance(yes, Value) and isinstance(no, Value) and not condition.undefined:
            first, second = (convert(way, common_type(yes.type, no.type)) for way in (yes, no))
            if first == second:
                return first
        return _as_type(condition, kind)
    chosen, other = (yes, no) if condition.number else (no, yes)
    if isinstance(chosen, CannotTell):
        return _as_type(chosen, kind)
    if kind is None:
        assert isinstance(other, CannotTell)
        return other
    return convert(chosen, kind)


def _cast(node: Cast, environment: Environment) -> Result:
    kind = environment.architecture.integer_type(node.type_name)
    operand = evaluate(node.operand, environment)
    if kind is None:
        return CannotTell(f"{node.type_name} is no integer type", (node.type_name,))
    return convert(operand, kind) if isinstance(operand, Value) else _as_type(operand, kind)


def _size_of(node: SizeOf, environment: Environment) -> Result:
    size = environment.size_of(node.type_name)
    return _size(size, f"sizeof({node.type_name})", environment)


def _offset_of(node: OffsetOf, environment: Environment) -> Result:
    offset = symbols.offset_of(node.type_name, node.member, environment.architecture)
    return _size(offset, f"offsetof({node.type_name}, {node.member})", environment)


def _size(size: int | None, text: str, environment: Environment) -> Result:
    kind = environment.unsigned_long
    if size is None:
        return CannotTell(f"{text} is not known", (text,), kind)
    return Value(size, kind)


def _call(node: Call, environment: Environment) -> Result:
    expansion = expand(node)
    if expansion is not None:
        return evaluate(expansion, environment)
    predicate = PREDICATES.get(node.function)
    if predicate is not None:
        return _predicate(node, predicate, environment)
    if node.function == OLD and len(node.arguments) == 1:
        return evaluate(node.arguments[0], environment.earlier())
    function = FUNCTIONS.get(node.function)
    if function is None or len(node.arguments) != 2:
        return CannotTell(f"{node.function}() cannot be evaluated", (node.function,))
    left, right = (evaluate(argument, environment) for argument in node.arguments)
    if isinstance(left, Value) and isinstance(right, Value):
        return function.apply(left, right)
    kind = function.type(left.type, right.type) if left.type and right.type else None
    return _as_type(_both(left, right), kind)


def _predicate(node: Call, predicate: Predicate, environment: Environment) -> Result:
    kind = environment.architecture.integer_type(predicate.type)
    return environment.term(node, render_c(node), kind)


def _both(left: Result, right: Result) -> CannotTell:
    """Join what two operands, at least one of them unknown, do not know."""
    unknown = [result for result in (left, right) if isinstance(result, CannotTell)]
    return CannotTell(
        "; ".join(dict.fromkeys(result.reason for result in unknown)),
        tuple(dict.fromkeys(name for result in unknown for name in result.names)),
        None,
        any(result.undefined for result in unknown),
    )


def _as_type(result: CannotTell, kind: CType | None) -> CannotTell:
    return CannotTell(result.reason, result.names, kind, result.undefined)


_RULES: dict[type, Callable[[Any, Environment], Result]] = {
    Number: _number,
    Text: _text,
    Symbol: _symbol,
    Unary: _unary,
    Binary: _binary,
    Conditional: _conditional,
    Cast: _cast,
    SizeOf: _size_of,
    OffsetOf: _offset_of,
    Call: _call,
}
