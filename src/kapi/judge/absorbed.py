"""Alternatives without what another of them makes needless: of ``a || !a && b`` the ``!a``."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.expr.nodes import OPPOSITE, Binary, Node, Unary, joined, joined_by


def absorbed(nodes: Sequence[Node]) -> list[Node]:
    """Return ``nodes``, of which one is enough, each without parts that can never decide.

    Where an alternative is the contrary of such a part, it holds whenever the part does not.
    """
    contrary = {_negation(one) for one in nodes if not _is_joined(one)}
    found = []
    for node in nodes:
        kept = [one for one in joined_by("&&", node) if one not in contrary]
        found.append(joined("&&", kept) if kept else node)
    return found


def _is_joined(node: Node) -> bool:
    return isinstance(node, Binary) and node.operator in ("&&", "||")


def _negation(node: Node) -> Node:
    if isinstance(node, Unary) and node.operator == "!":
        return node.operand
    if isinstance(node, Binary) and node.operator in OPPOSITE:
        return Binary(OPPOSITE[node.operator], node.left, node.right)
    return Unary("!", node)
