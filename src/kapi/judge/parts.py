"""The parts of a condition: what stands between its ``&&``, ``||`` and ``!``."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from kapi.expr.nodes import Binary, Node, Unary

Truth = bool | None
"""True, False, or None: it cannot be told."""
_JOINING = ("&&", "||")


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


def joined(operator: str, left: Truth, right: Truth) -> Truth:
    """Return what ``&&`` or ``||`` makes of two that may not be told."""
    decisive = operator == "||"
    if left is decisive or right is decisive:
        return decisive
    return None if left is None or right is None else not decisive


def truth(node: Node, known: Mapping[Node, Truth]) -> Truth:
    """Return whether ``node`` holds where its parts are as ``known`` says."""
    if isinstance(node, Binary) and node.operator in _JOINING:
        left = truth(node.left, known)
        if left is (node.operator == "||"):
            return left
        return joined(node.operator, left, truth(node.right, known))
    if isinstance(node, Unary) and node.operator == "!":
        inner = truth(node.operand, known)
        return None if inner is None else not inner
    return known.get(node)


def deciding(node: Node, known: Mapping[Node, Truth]) -> tuple[Node, ...]:
    """Return the parts that make ``node`` hold, or leave open whether it does; each once.

    A part that has to be false stands below its ``!``. An alternative that is out of the question
    is left out, and so is all beside one that holds.
    """
    return tuple(dict.fromkeys(_deciding(node, known, True)))


def _deciding(node: Node, known: Mapping[Node, Truth], wanted: bool) -> Iterator[Node]:
    match node:
        case Unary("!", operand):
            yield from _deciding(operand, known, not wanted)
        case Binary("&&" | "||" as operator, left, right):
            sides = [left, right]
            if (operator == "||") is wanted:  # one of the two is enough
                sure = [one for one in sides if truth(one, known) is wanted][:1]
                sides = sure or [one for one in sides if truth(one, known) is None]
            for side in sides:
                yield from _deciding(side, known, wanted)
        case _:
            yield node if wanted else Unary("!", node)


def distance(node: Node, known: Mapping[Node, Truth], wanted: bool = True) -> int:
    """Return how many parts of ``node`` have to change before it is ``wanted``."""
    if isinstance(node, Binary) and node.operator in _JOINING:
        left = distance(node.left, known, wanted)
        is_sum = (node.operator == "&&") is wanted
        if not is_sum and not left:
            return 0
        right = distance(node.right, known, wanted)
        return left + right if is_sum else min(left, right)
    if isinstance(node, Unary) and node.operator == "!":
        return distance(node.operand, known, not wanted)
    return 0 if known.get(node) is wanted else 1
