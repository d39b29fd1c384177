"""Nodes to pieces of generated Python, three-valued as `kapi.expr.evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kapi.expr.caller_names import number_side
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.functions import FUNCTIONS, OLD, expand
from kapi.expr.nodes import Binary, Call, Cast, Conditional, Node, Symbol, Unary, children
from kapi.expr.piece import Piece, constant, never
from kapi.expr.predicates import PREDICATES
from kapi.expr.python_writer import PythonWriter
from kapi.expr.values import Value
from kapi.vocab.integers import INT

_LOGICAL = frozenset({"&&", "||"})
_PARTIAL = frozenset({"/", "%", "<<", ">>"})


def is_plain(node: Node, environment: Environment, inside: bool = False) -> bool:
    """Whether no choice in ``node`` hangs on an operation that C may leave undefined.

    Nothing follows from such an operation, not even ``x || 1``: that is told apart from what is
    not known by `evaluate` only.
    """
    if isinstance(node, Call) and (expansion := expand(node)) is not None:
        return is_plain(expansion, environment, inside)
    if inside and _may_be_undefined(node, environment):
        return False
    inside = inside or isinstance(node, Conditional)
    inside = inside or (isinstance(node, Binary) and node.operator in _LOGICAL)
    return all(is_plain(child, environment, inside) for child in children(node))


def _may_be_undefined(node: Node, environment: Environment) -> bool:
    if not isinstance(node, Binary) or node.operator not in _PARTIAL:
        return False
    right = evaluate(node.right, environment)
    if node.operator in ("/", "%"):
        return not isinstance(right, Value) or right.number <= 0
    greatest = right.number if isinstance(right, Value) else _mask(node.right, environment)
    left = evaluate(node.left, environment).type
    return left is None or not 0 <= greatest < max(left.bits, INT.bits)


def _mask(node: Node, environment: Environment) -> int:
    """The greatest value of ``x & MASK`` with a mask that is not negative, -1 of all else."""
    sides = (node.left, node.right) if isinstance(node, Binary) and node.operator == "&" else ()
    known = (evaluate(side, environment) for side in sides)
    return max((one.number for one in known if isinstance(one, Value)), default=-1)


class Scope(msgspec.Struct):
    """What an expression may name: pieces of parameters by name, of terms by term.

    ``before`` has the terms inside ``old()``; ``touched`` collects the names of all pieces that a
    text of an `Emitter` asks for.
    """

    parameters: dict[str, Piece]
    terms: dict[Node, Piece]
    before: dict[Node, Piece]
    touched: set[str] = msgspec.field(default_factory=set)

    def symbol(self, node: Symbol) -> Piece:
        """Return the piece of a parameter or a term, or that of nothing."""
        found = self.parameters.get(node.name)
        if found is None:
            return self.term(node)
        self.touched.add(found.text)
        return found

    def term(self, node: Node) -> Piece:
        """Return the piece of a term, or that of nothing."""
        found = self.terms.get(node)
        if found is None:
            return never(None)
        self.touched.add(found.text)
        return found

    def earlier(self) -> Scope:
        """Return the names inside ``old()``."""
        return Scope(self.parameters, self.before, {}, self.touched)


class Emitter:
    """Makes pieces of nodes. ``environment`` has the types of all names, and no values of calls."""

    def __init__(self, environment: Environment, scope: Scope, names: Iterator[str]) -> None:
        self._environment = environment
        self._scope = scope
        self._names = names
        self._writer = PythonWriter(names)

    def number(self, node: Node) -> Piece:
        """Return the value of ``node``: a number of its C type, or None."""
        known = evaluate(node, self._environment)
        if isinstance(known, Value):
            return constant(known)
        rule = _RULES.get(type(node))
        piece = rule(self, node) if rule else never(None)
        return never(known.type) if piece.never else piece

    def truth(self, node: Node) -> Piece:
        """Return whether ``node`` holds: true, false (as Python has it), or None."""
        known = evaluate(node, self._environment)
        if isinstance(known, Value):
            return constant(Value(int(known.number != 0)))
        if isinstance(node, Binary) and node.operator in _LOGICAL:
            return self._logical(node)
        if isinstance(node, Unary) and node.operator == "!":
            operand = self.truth(node.operand)
            found = self._writer.joined((operand,), lambda a: f"(not {a})", INT, (0, 1))
            return msgspec.structs.replace(found, boolean=True)
        return self.number(node)

    def _symbol(self, node: Symbol) -> Piece:
        return self._scope.symbol(node)

    def _unary(self, node: Unary) -> Piece:
        if node.operator == "!":
            return self.truth(node)
        return self._writer.unary(node.operator, self.number(node.operand))

    def _binary(self, node: Binary) -> Piece:
        operator = node.operator
        if operator in _LOGICAL:
            return self._one_or_zero(self._logical(node))
        number = number_side(node, self._environment.parameters)
        left, right = (self._operand(one, number) for one in (node.left, node.right))
        if operator in ("<<", ">>"):
            return self._writer.shifted(operator, left, right)
        if operator in ("/", "%"):
            return self._writer.divided(operator, left, right)
        if operator in ("==", "!=", "<", "<=", ">", ">="):
            return self._writer.compared(operator, left, right)
        return self._writer.exact(operator, left, right)

    def _operand(self, node: Node, number: str | None) -> Piece:
        if number is not None and node == Symbol(number):
            found = self._environment.constant(number)
            return constant(found) if isinstance(found, Value) else never(None)
        return self.number(node)

    def _one_or_zero(self, piece: Piece) -> Piece:
        return self._writer.joined((piece,), lambda a: f"(1 if {a} else 0)", INT, (0, 1))

    def _logical(self, node: Binary) -> Piece:
        """C evaluates left to right; here nothing is undefined, so the order does not matter."""
        left, right = self.truth(node.left), self.truth(node.right)
        if left.unknown and not right.unknown:
            left, right = right, left
        text = (
            _and(self._writer, left, right)
            if node.operator == "&&"
            else (_or(self._writer, left, right))
        )
        unknown = left.unknown or right.unknown
        return Piece(text, INT, 0, 1, unknown, True) if text != "None" else never(INT)

    def _conditional(self, node: Conditional) -> Piece:
        condition = self.truth(node.condition)
        kind = evaluate(node, self._environment).type
        yes, no = (self._writer.converted(self.number(one), kind) for one in (node.yes, node.no))
        if kind is None:
            return never(None)
        if condition.unknown:
            text = _chosen_later(self._writer, condition, yes, no)
        else:
            text = f"({yes.text} if {condition.text} else {no.text})"
        unknown = condition.unknown or yes.unknown or no.unknown
        known = [one for one in (yes, no) if not one.never]
        low = min((one.low for one in known), default=0)
        high = max((one.high for one in known), default=0)
        boolean = yes.boolean or no.boolean
        return Piece(text, kind, low, high, unknown, boolean) if known else never(kind)

    def _cast(self, node: Cast) -> Piece:
        kind = self._environment.architecture.integer_type(node.type_name)
        return self._writer.converted(self.number(node.operand), kind)

    def _call(self, node: Call) -> Piece:
        expansion = expand(node)
        if expansion is not None:
            return self.number(expansion)
        if node.function in PREDICATES:
            return self._scope.term(node)
        if node.function == OLD and len(node.arguments) == 1:
            earlier = self._environment.earlier(), self._scope.earlier()
            return Emitter(*earlier, self._names).number(node.arguments[0])
        if node.function not in FUNCTIONS or len(node.arguments) != 2:
            return never(None)
        left, right = (self.number(argument) for argument in node.arguments)
        if node.function in ("min", "max"):
            return self._writer.chosen("<" if node.function == "min" else ">", left, right)
        return self._writer.aligned(node.function, left, right)


_RULES: dict[type, Callable[[Emitter, Any], Piece]] = {
    Symbol: Emitter._symbol,
    Unary: Emitter._unary,
    Binary: Emitter._binary,
    Conditional: Emitter._conditional,
    Cast: Emitter._cast,
    Call: Emitter._call,
}


def _and(writer: PythonWriter, left: Piece, right: Piece) -> str:
    """``left`` is known wherever one of them is."""
    if left.never and right.never:
        return "None"
    if not right.unknown:
        return f"({left.text} and {right.text})"
    if not left.unknown:
        return f"({right.text} if {left.text} else 0)"
    if left.never or right.never:
        a, first = writer.named((right if left.never else left).text)
        return f"(0 if {first} == 0 else None)"
    (a, first), (b, second) = writer.named(left.text), writer.named(right.text)
    return f"(0 if {first} == 0 else {b} if {second} == 0 or {a} else None)"


def _or(writer: PythonWriter, left: Piece, right: Piece) -> str:
    """``left`` is known wherever one of them is."""
    if left.never and right.never:
        return "None"
    if not right.unknown:
        return f"({left.text} or {right.text})"
    if not left.unknown:
        return f"(1 if {left.text} else {right.text})"
    if left.never or right.never:
        return f"(1 if {(right if left.never else left).text} else None)"
    (a, first), (b, second) = writer.named(left.text), writer.named(right.text)
    return f"(1 if {first} else {b} if {second} or {a} == 0 else None)"


def _chosen_later(writer: PythonWriter, condition: Piece, yes: Piece, no: Piece) -> str:
    """Of an unknown condition: what both ways agree on, else nothing."""
    (c, first), (y, second), (n, third) = (writer.named(one.text) for one in (condition, yes, no))
    agreed = f"{y} if {y} == {n} else None"
    return f"({second}, {third}, {y} if {first} else {n} if {c} is not None else {agreed})[2]"
