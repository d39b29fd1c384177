"""The part of an expression that can be told where only some names are known.

What is not known takes the whole of an arithmetic expression with it, and only one side of a
logical one. So a condition of which nothing but arguments are known becomes a short one.
"""

from __future__ import annotations

from collections.abc import Collection

from kapi.expr.caller_names import number_side
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.functions import FUNCTIONS, OLD, expand
from kapi.expr.nodes import (
    OPPOSITE,
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    rebuilt,
)
from kapi.expr.terms import terms
from kapi.expr.values import Value

UNKNOWN = Symbol("what nobody measured")
_IS_OPEN = "is_open"


def known_part(
    node: Node,
    parameters: Collection[str],
    known: Collection[Node],
    lost: Collection[str] = (),
    pointers: Collection[str] = (),
    *,
    is_condition: bool = True,
) -> Node:
    """Return ``node`` with `UNKNOWN` for what hangs on a term that is not among ``known``.

    ``parameters`` are the names of all parameters. Those in ``lost`` are not known; those in
    ``pointers`` are not either, and they are not NULL. Of a condition only the truth stays.
    """
    cut = _Cut(parameters, frozenset(known), frozenset(lost), frozenset(pointers))
    return cut.part(node) if is_condition else cut.value(node)


def can_hold(node: Node) -> bool:
    """Whether what `known_part` gave may ever be told to hold."""
    match node:
        case Binary("&&", left, right):
            return can_hold(left) and can_hold(right)
        case Binary("||", left, right):
            return can_hold(left) or can_hold(right)
        case Unary("!", operand):
            return can_fail(operand)
    return node != UNKNOWN


def can_fail(node: Node) -> bool:
    """Whether it may ever be told not to hold."""
    match node:
        case Binary("&&", left, right):
            return can_fail(left) or can_fail(right)
        case Binary("||", left, right):
            return can_fail(left) and can_fail(right)
        case Unary("!", operand):
            return can_hold(operand)
    return node != UNKNOWN


def arguments_tell(node: Node, environment: Environment, unknown: Collection[str] = ()) -> bool:
    """Whether the arguments of a call tell the value of ``node``; ``unknown`` ones do not."""
    if isinstance(evaluate(node, environment), Value):
        return True
    if isinstance(node, Symbol):
        return node.name in environment.parameters and node.name not in unknown
    if isinstance(node, Call) and node.function not in FUNCTIONS:
        return False
    number = number_side(node, environment.parameters)
    return bool(children(node)) and all(
        arguments_tell(one, environment, unknown) or (number is not None and one == Symbol(number))
        for one in children(node)
    )


def assumed(node: Node, fact: Node, holds: bool) -> Node:
    """Return what is left of the condition ``node`` where ``fact`` holds, or where it does not.

    In ``file && (file ? a : b)`` it stands twice, and the second is decided by the first.
    """
    match fact:
        case Unary("!", operand):
            return assumed(node, operand, not holds)
        case Binary("&&" | "||" as operator, left, right) if (operator == "&&") is holds:
            return assumed(assumed(node, left, holds), right, holds)
    return _decided(node, fact, Number(int(holds)), True)


def _decided(node: Node, fact: Node, truth: Number, asked: bool) -> Node:
    """Put ``truth`` for ``fact``; ``asked``: of ``node`` only whether it is 0 counts."""
    if node == fact and (asked or _is_truth(node)):
        return truth
    match node:
        case Unary("!") | Binary("&&" | "||"):
            return rebuilt(node, lambda one: _decided(one, fact, truth, True))
        case Conditional(condition, yes, no):
            decided = _decided(condition, fact, truth, True)
            return Conditional(decided, *(_decided(way, fact, truth, asked) for way in (yes, no)))
    return rebuilt(node, lambda one: _decided(one, fact, truth, False))


def _is_truth(node: Node) -> bool:
    """Whether ``node`` is worth 0 or 1."""
    if isinstance(node, Unary):
        return node.operator == "!"
    return isinstance(node, Binary) and node.operator in ("&&", "||", *OPPOSITE)


def expanded(node: Node) -> Node:
    """Return ``node`` as arguments tell it: without abbreviations, and without ``old()``."""
    if isinstance(node, Call):
        if node.function == OLD and len(node.arguments) == 1:
            return expanded(node.arguments[0])
        inner = expand(node)
        if inner is not None:
            return expanded(inner)
        if node.function == _IS_OPEN:
            return _by_number(node, node)
    return rebuilt(node, expanded)


def _by_number(node: Call, otherwise: Node) -> Node:
    """What the number of a descriptor tells: below 0 (``AT_FDCWD``, -1) none is ever open."""
    return Binary("&&", Binary(">=", Cast("int", node.arguments[0]), Number(0)), otherwise)


def _chosen(condition: Node, yes: Node, no: Node) -> Node:
    """A choice between truths; of which the one that is not known does not take the other along."""
    if yes == no == UNKNOWN:
        return UNKNOWN
    if UNKNOWN not in (yes, no):
        return Conditional(condition, yes, no)
    other = Binary("&&", Unary("!", condition), no)
    return Binary("||", Binary("&&", condition, yes), other)


class _Cut:
    def __init__(
        self,
        parameters: Collection[str],
        known: frozenset[Node],
        lost: frozenset[str],
        pointers: frozenset[str],
    ) -> None:
        self.parameters = parameters
        self.known = known
        self.lost = lost
        self.pointers = pointers

    def part(self, node: Node) -> Node:
        """What is as true as ``node``."""
        match node:
            case Unary("!") | Binary("&&" | "||"):
                return rebuilt(node, self.part)
            case Conditional(condition, yes, no):
                return _chosen(self.part(condition), self.part(yes), self.part(no))
            case Symbol(name) if name in self.pointers:
                return Number(1)
            case Binary("==" | "!=" as operator, Symbol(name), Number(0)) if name in self.pointers:
                return Number(int(operator == "!="))
            case Call(function, (fd,)) if function == _IS_OPEN and self._is_lost(node):
                return UNKNOWN if self._is_lost(fd) else _by_number(node, UNKNOWN)
        return self.value(node)

    def value(self, node: Node) -> Node:
        """What is worth as much as ``node``; what hangs on a choice may be known all the same."""
        if not self._is_lost(node):
            return node
        match node:
            case Unary("!") | Binary("&&" | "||"):
                return self.part(node)
            case Conditional(condition, yes, no):
                return Conditional(self.part(condition), self.value(yes), self.value(no))
            case Unary() | Binary() | Cast() | Call():
                if not isinstance(node, Call) or node.function in FUNCTIONS:
                    found = rebuilt(node, self.value)
                    return UNKNOWN if UNKNOWN in children(found) else found
        return UNKNOWN

    def _is_lost(self, node: Node) -> bool:
        if not self.known.issuperset(terms([node], self.parameters)):
            return True
        return self._names_lost(node)

    def _names_lost(self, node: Node) -> bool:
        if node in self.known:
            return False
        if isinstance(node, Symbol):
            return node.name in self.lost or node.name in self.pointers
        return any(self._names_lost(child) for child in children(node))
