"""What stands in an expression, or in several, more than once, and is worth computing once.

The conditions of a call speak of the same things (`flags & MAP_ANONYMOUS`, a length rounded up):
computed anew for each, they made the program of mmap() four times as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kapi.expr.nodes import Node, children

_LEAST = 12
"""Nodes that must be saved: to store a value and to load it costs instructions, too."""


def repeated(nodes: Sequence[Node], is_wanted: Callable[[Node], bool], most: int) -> list[Node]:
    """Return up to ``most`` nodes that are worth it, each after those that stand in it."""
    sizes: dict[Node, int] = {}
    counts: Counter[Node] = Counter()
    for node in nodes:
        counts.update(_inner(node, sizes))
    found: list[Node] = []
    while len(found) < most:
        best = max(
            (one for one in counts if is_wanted(one)),
            key=lambda one: (counts[one] - 1) * sizes[one],
            default=None,
        )
        if best is None or (counts[best] - 1) * sizes[best] < _LEAST:
            break
        found.append(best)
        times = counts.pop(best)
        for one in list(_inner(best, sizes))[1:]:
            counts[one] -= times - 1
    return sorted(found, key=sizes.__getitem__)


def _inner(node: Node, sizes: dict[Node, int]) -> Iterator[Node]:
    """Give ``node`` and what stands in it, without names and numbers; note how large each is."""
    below = children(node)
    if not below:
        return
    yield node
    for child in below:
        yield from _inner(child, sizes)
    sizes[node] = 1 + sum(sizes.get(child, 1) for child in below)
