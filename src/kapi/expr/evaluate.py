"""What an expression is worth in an environment: a typed value, or why nobody can tell.

Three-valued: a name without a value makes the result unknown only where it matters, so
``0 && x`` is 0, ``x || 1`` is 1 and ``x == x2`` cannot be told. An operation that C leaves
undefined makes everything that needs it unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

from kapi.expr.arithmetic import (
    ORDERINGS,
    binary,
    binary_type,
    common_type,
    convert,
    promoted_type,
    unary,
)
from kapi.expr.environment import Environment
from kapi.expr.functions import FUNCTIONS, expand
from kapi.expr.lexer import ExpressionError
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
    Unary,
)
from kapi.expr.parser import parse
from kapi.expr.values import FALSE, TRUE, CannotTell, Result, Value, truth
from kapi.vocab import symbols
from kapi.vocab.integers import INT, CType

__all__ = ["evaluate", "number_of"]


def evaluate(node: Node, environment: Environment) -> Result:
    """Return the value of ``node`` with C's type, or `CannotTell`."""
    return _RULES[type(node)](node, environment)


def number_of(text: str | None, environment: Environment) -> int | None:
    """Return the number that the expression ``text`` is worth, or None where it has none."""
    if text is None:
        return None
    try:
        result = evaluate(parse(text), environment)
    except ExpressionError:
        return None
    return result.number if isinstance(result, Value) else None


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


def _symbol(node: Symbol, environment: Environment) -> Result:
    found = environment.lookup(node.name)
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
    if _is_number_of_something(node, environment, ("CAP_", "RLIMIT_")):
        reason = f"{node.name} is a number, it does not say what the caller has"
        return CannotTell(reason, (node.name,), INT)
    result = evaluate(node, environment)
    return truth(result.number != 0) if isinstance(result, Value) else _as_type(result, INT)


def _is_number_of_something(
    node: Node, environment: Environment, prefixes: tuple[str, ...]
) -> TypeGuard[Symbol]:
    """Specs write ``x <= RLIMIT_MEMLOCK || CAP_IPC_LOCK`` and mean the limit and the privilege.

    Those names are indexes in C; taking them as quantities would be a wrong answer.
    """
    return (
        isinstance(node, Symbol)
        and node.name.startswith(prefixes)
        and node.name not in environment.parameters
    )


def _binary(node: Binary, environment: Environment) -> Result:
    if node.operator in ("&&", "||"):
        return _logical(node, environment)
    left = _operand(node.left, node.operator, environment)
    right = _operand(node.right, node.operator, environment)
    if isinstance(left, Value) and isinstance(right, Value):
        return binary(node.operator, left, right)
    return _as_type(_both(left, right), binary_type(node.operator, left.type, right.type))


def _operand(node: Node, operator: str, environment: Environment) -> Result:
    if operator in ORDERINGS and _is_number_of_something(node, environment, ("RLIMIT_",)):
        reason = f"{node.name} is a number, not the limit itself"
        return CannotTell(reason, (node.name,), INT)
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
    function = FUNCTIONS.get(node.function)
    if function is None or len(node.arguments) != 2:
        return CannotTell(f"{node.function}() cannot be evaluated", (node.function,))
    left, right = (evaluate(argument, environment) for argument in node.arguments)
    if isinstance(left, Value) and isinstance(right, Value):
        return function.apply(left, right)
    kind = function.type(left.type, right.type) if left.type and right.type else None
    return _as_type(_both(left, right), kind)


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
    Symbol: _symbol,
    Unary: _unary,
    Binary: _binary,
    Conditional: _conditional,
    Cast: _cast,
    SizeOf: _size_of,
    OffsetOf: _offset_of,
    Call: _call,
}
