"""Which side of a ``min()``, a ``max()`` or a ``?:`` counts: the other one says nothing then."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.expr.nodes import Binary, Call, Conditional, Node, Unary, walk


def choices(node: Node) -> Iterator[Node]:
    """Yield for each side of such a choice in ``node`` when it is what the choice gives."""
    for one in walk(node):
        match one:
            case Conditional(condition):
                yield from (condition, Unary("!", condition))
            case Call(("min" | "max") as function, (left, right)):
                first, second = ("<", ">") if function == "min" else (">", "<")
                yield from (Binary(first, left, right), Binary(second, left, right))
