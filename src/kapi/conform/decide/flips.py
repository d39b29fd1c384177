"""Which part of a condition made the difference between two calls."""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.nodes import Binary, Node, Unary, roots
from kapi.judge.implied import forces
from kapi.judge.parts import Truth, joined

_MOST_COUPLED = 3
_NONE: frozenset[Node] = frozenset()


def flipped(node: Node, here: Mapping[Node, Truth], there: Mapping[Node, Truth]) -> Node | None:
    """Return the one part of ``node`` whose truth differs between two calls.

    None where several differ, or one cannot be told. ``here`` and ``there`` say what each part is
    worth in the two calls.

    What stands between ``&&`` and ``||`` and is worth the same in both calls plays no role,
    whatever becomes of its parts (masking MC/DC, as in CAST-6). A part that cannot be told because
    the part that differs took away what it is about (the kind of a descriptor that is closed) is
    no doubt.
    """
    _, _, changed, untold = _compared(node, here, there)
    found = _decisive(changed, here, there)
    if found is None:
        return None
    if not all(_is_about_the_same(one, found, told=here.get(one) is not None) for one in untold):
        return None
    return found


def _decisive(
    changed: frozenset[Node], here: Mapping[Node, Truth], there: Mapping[Node, Truth]
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


def _compared(
    node: Node, here: Mapping[Node, Truth], there: Mapping[Node, Truth]
) -> tuple[Truth, Truth, frozenset[Node], frozenset[Node]]:
    """What ``node`` is worth in the two calls, its parts that make it differ, those untold."""
    if isinstance(node, Binary) and node.operator in ("&&", "||"):
        left, left_there, changed, untold = _compared(node.left, here, there)
        right, right_there, more, others = _compared(node.right, here, there)
        one = joined(node.operator, left, right)
        other = joined(node.operator, left_there, right_there)
        changed, untold = changed | more, untold | others
    elif isinstance(node, Unary) and node.operator == "!":
        first, second, changed, untold = _compared(node.operand, here, there)
        one = None if first is None else not first
        other = None if second is None else not second
    else:
        one, other = here.get(node), there.get(node)
        is_told = one is not None and other is not None
        alone = frozenset({node})
        changed, untold = (alone, _NONE) if is_told else (_NONE, alone)
    if one is other and one is not None:
        return one, other, _NONE, _NONE
    return one, other, changed, untold


def _is_about_the_same(untold: Node, found: Node, *, told: bool) -> bool:
    """Whether ``untold`` looks at what the part ``found`` does.

    What could be ``told`` in the first call may look at more: only what changed took that away.
    """
    about, others = _roots(untold), _roots(found)
    return bool(about & others) if told else bool(about) and about <= others


def _roots(node: Node) -> set[str]:
    return {name for name in roots(node) if not name.isupper()}
