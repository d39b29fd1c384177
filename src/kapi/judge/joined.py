"""Expressions joined by ``&&`` or ``||``, and taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from kapi.expr.nodes import Binary, Node

__all__ = ["joined", "joined_by"]


def joined(operator: str, nodes: Iterable[Node]) -> Node:
    """Return ``nodes``, at least one, joined by ``&&`` or ``||`` from left to right."""
    return reduce(lambda left, right: Binary(operator, left, right), nodes)


def joined_by(operator: str, node: Node) -> tuple[Node, ...]:
    """Return what ``operator`` joins in ``node``, or ``node`` alone."""
    if isinstance(node, Binary) and node.operator == operator:
        return (*joined_by(operator, node.left), *joined_by(operator, node.right))
    return (node,)
