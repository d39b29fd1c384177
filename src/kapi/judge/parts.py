"""The parts of a condition: what stands between its ``&&``, ``||`` and ``!``."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from kapi.expr.nodes import Binary, Node, Unary

__all__ = ["Truth", "alternatives", "distance", "parts", "truth"]

Truth = bool | None
"""True, False, or None: it cannot be told."""


@functools.lru_cache(maxsize=4096)
def parts(node: Node) -> tuple[Node, ...]:
    """Return the parts of ``node``, each once, in reading order."""
    return tuple(dict.fromkeys(_parts(node)))


def _parts(node: Node) -> Iterator[Node]:
    match node:
        case Binary("&&" | "||", left, right):
            yield from _parts(left)
            yield from _parts(right)
        case Unary("!", operand):
            yield from _parts(operand)
        case _:
            yield node


@functools.lru_cache(maxsize=4096)
def alternatives(node: Node) -> tuple[Node, ...]:
    """Return what stands between the outermost ``||`` of ``node``, or ``node`` alone."""
    if isinstance(node, Binary) and node.operator == "||":
        return (*alternatives(node.left), *alternatives(node.right))
    return (node,)


def truth(node: Node, known: Mapping[Node, Truth]) -> Truth:
    """Return whether ``node`` holds where its parts are as ``known`` says."""
    match node:
        case Binary("&&" | "||" as operator, left, right):
            decisive = operator == "||"
            both = (truth(left, known), truth(right, known))
            if decisive in both:
                return decisive
            return None if None in both else not decisive
        case Unary("!", operand):
            inner = truth(operand, known)
            return None if inner is None else not inner
    return known.get(node)


def distance(node: Node, known: Mapping[Node, Truth], wanted: bool = True) -> int:
    """Return how many parts of ``node`` have to change before it is ``wanted``."""
    match node:
        case Binary("&&" | "||" as operator, left, right):
            both = (distance(left, known, wanted), distance(right, known, wanted))
            return sum(both) if (operator == "&&") is wanted else min(both)
        case Unary("!", operand):
            return distance(operand, known, not wanted)
    return 0 if known.get(node) is wanted else 1
