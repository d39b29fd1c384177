"""One comparison or one test of bits against another: in which calls the new one holds."""

from __future__ import annotations

from kapi.diff.relation import Relation
from kapi.expr.environment import Environment
from kapi.expr.evaluate import as_number
from kapi.expr.nodes import Binary, Node, Unary
from kapi.vocab.architectures import ARCHITECTURES

_FACTS = tuple(Environment(architecture=one) for one in ARCHITECTURES.values())


def relation(old: Node, new: Node) -> Relation:
    """Return how ``new`` lies to ``old``, where both are about the same term.

    ``flags & ~(A | B)`` holds in a part of the calls of ``flags & ~A``, ``len < 5`` in a part of
    those of ``len < 9``. The constants are compared on every architecture; OTHER where they
    differ one way here and another way there, or have no number.
    """
    if isinstance(old, Unary) and isinstance(new, Unary) and old.operator == new.operator == "!":
        return _opposite(relation(old.operand, new.operand))
    if not isinstance(old, Binary) or not isinstance(new, Binary) or old.operator != new.operator:
        return Relation.OTHER
    for term, other, first, second, sign in (
        (old.left, new.left, old.right, new.right, 1),
        (old.right, new.right, old.left, new.left, -1),
    ):
        if term == other:
            return _by_constants(old.operator, first, second, sign)
    return Relation.OTHER


def _opposite(found: Relation) -> Relation:
    turned = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}
    return turned.get(found, found)


def _by_constants(operator: str, old: Node, new: Node, sign: int) -> Relation:
    found = {
        _of_numbers(operator, as_number(old, one), as_number(new, one), sign) for one in _FACTS
    }
    found.discard(None)
    return found.pop() or Relation.OTHER if len(found) == 1 else Relation.OTHER


def _of_numbers(operator: str, old: int | None, new: int | None, sign: int) -> Relation | None:
    """The relation on one architecture; None where it has neither number."""
    if old is None and new is None:
        return None
    if old is None or new is None:
        return Relation.OTHER
    if old == new:
        return Relation.SAME
    if (old < 0) != (new < 0):
        return Relation.OTHER  # what the other side is converted to decides
    if operator == "&":
        if old & new == old:
            return Relation.WIDER
        return Relation.NARROWER if old & new == new else Relation.OTHER
    if operator in ("<", "<=") and old >= 0:
        return Relation.WIDER if (new - old) * sign > 0 else Relation.NARROWER
    return Relation.OTHER
