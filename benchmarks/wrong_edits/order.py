"""Neighbouring errors the wrong way round, where both conditions can hold in one call."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.expr.nodes import Binary, Call, Node, Symbol, Unary, children
from kapi.expr.parser import ExpressionError, parse
from kapi.judge.order import order_id
from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec
from kapi.vocab.words import ErrorOrder

from .edit import Edit, Place, put

__all__ = ["swapped"]


def swapped(spec: Spec) -> Iterator[Edit]:
    """Yield an edit for each pair of neighbours whose order is a claim that a call could show."""
    if spec.error_order is not ErrorOrder.CHECKED:
        return
    listed = {id(one.element): one for one in claims(spec)}
    for index, (first, second) in enumerate(zip(spec.errors, spec.errors[1:], strict=False)):
        if not _order_shows(first, second):
            continue
        wrong = put(spec, Place("errors", index), second)
        wrong = put(wrong, Place("errors", index + 1), first)
        here, there = listed[id(first)], listed[id(second)]
        yield Edit(
            kind="order",
            claims=(order_id(here, there), here.id, there.id),
            swapped=(order_id(there, here), here.id, there.id),
            spec=wrong,
            description=f"errors: {second.errno} ({second.summary}) before {first.errno}",
            names=(first.errno, second.errno),
        )


def _order_shows(first: ErrorCondition, second: ErrorCondition) -> bool:
    if first.errno == second.errno or not first.when or not second.when:
        return False
    if first.order or second.order or first.visible or second.visible:
        return False
    try:
        return can_hold_together(parse(first.when), parse(second.when))
    except ExpressionError:
        return False


def can_hold_together(first: Node, second: Node) -> bool:
    """Whether no rule below says that the two conditions exclude each other.

    One thing cannot equal two names (``walk(path) == WALK_DENIED``), nothing holds beside its
    negation, and what cannot be read (``!readable(p, 8)``) has no members (``p->flags``), nor has
    a closed descriptor a kind.
    """
    one, other = _compared(first), _compared(second)
    if one and other and one[0] == other[0] and one[1] != other[1]:
        return False
    if first == Unary("!", second) or second == Unary("!", first):
        return False
    return not _depends(first, second)


def _compared(node: Node) -> tuple[Node, Node] | None:
    if isinstance(node, Binary) and node.operator == "==":
        return node.left, node.right
    return None


def _depends(first: Node, second: Node) -> bool:
    """Whether ``first`` says that something is not there, and ``second`` looks at it."""
    for here in _nodes(first):
        if isinstance(here, Unary) and here.operator == "!" and isinstance(here.operand, Call):
            call = here.operand
            if call.function in ("readable", "writable") and _looks_at(second, call.arguments[0]):
                return True
            if call.function == "is_open" and first == here and _asks_of(second, call.arguments[0]):
                return True
    return False


def _looks_at(node: Node, pointer: Node) -> bool:
    return isinstance(pointer, Symbol) and any(
        isinstance(one, Symbol) and one.name.startswith(f"{pointer.name}->") for one in _nodes(node)
    )


def _asks_of(node: Node, descriptor: Node) -> bool:
    return any(isinstance(one, Call) and descriptor in one.arguments for one in _nodes(node))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _nodes(child)
