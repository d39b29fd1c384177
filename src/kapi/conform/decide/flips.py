"""Which part of a condition made the difference between two calls."""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.nodes import Binary, Node, Unary, names
from kapi.judge.implied import forces
from kapi.judge.parts import Truth, truth

__all__ = ["flipped"]

_MOST_COUPLED = 3


def flipped(node: Node, here: Mapping[Node, Truth], there: Mapping[Node, Truth]) -> Node | None:
    """Return the one part of ``node`` whose truth differs between two calls.

    None where several differ, or one cannot be told. ``here`` and ``there`` say what each part is
    worth in the two calls.

    What stands between ``&&`` and ``||`` and is worth the same in both calls plays no role,
    whatever becomes of its parts (masking MC/DC, as in CAST-6). A part that cannot be told because
    the part that differs took away what it is about (the kind of a descriptor that is closed) is
    no doubt.
    """
    changed, untold = set[Node](), set[Node]()
    _compare(node, here, there, changed, untold)
    found = _decisive(changed, here, there)
    if found is None or not all(_is_about_the_same(one, found) for one in untold):
        return None
    return found


def _decisive(
    changed: set[Node], here: Mapping[Node, Truth], there: Mapping[Node, Truth]
) -> Node | None:
    """The one part that changed, or the one that forced all others to change with it."""
    if len(changed) == 1:
        return next(iter(changed))
    for part in sorted(changed, key=repr) if len(changed) <= _MOST_COUPLED else ():
        for known in (here, there):
            rest = changed - {part}
            if all(forces(part, bool(known[part]), one) is known[one] for one in rest):
                return part
    return None


def _compare(
    node: Node,
    here: Mapping[Node, Truth],
    there: Mapping[Node, Truth],
    changed: set[Node],
    untold: set[Node],
) -> None:
    """Collect the parts of ``node`` that make it differ, and those that cannot be told."""
    one, other = truth(node, here), truth(node, there)
    if one is other and one is not None:
        return
    match node:
        case Binary("&&" | "||", left, right):
            _compare(left, here, there, changed, untold)
            _compare(right, here, there, changed, untold)
        case Unary("!", operand):
            _compare(operand, here, there, changed, untold)
        case _ if one is None or other is None:
            untold.add(node)
        case _:
            changed.add(node)


def _is_about_the_same(untold: Node, found: Node) -> bool:
    about = _roots(untold)
    return bool(about) and about <= _roots(found)


def _roots(node: Node) -> set[str]:
    return {name.partition("->")[0] for name in names(node) if not name.isupper()}
