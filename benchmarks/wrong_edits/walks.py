"""Walks of paths that end alike, whatever their flags say of the last name or of an empty path.

An edit of such flags says the same in other words, so it is none. See `kapi.situation.walk`.
"""

from __future__ import annotations

from kapi.expr.nodes import Binary, Call, Conditional, Node, Number, Symbol, rebuilt

__all__ = ["meaning", "without"]

_WALKS = ("walk", "walk_at", "walk_parent", "walk_parent_at")
_OF_THE_TEXT = ("WALK_FAULT", "WALK_PATH_TOO_LONG")
"""Ends of a walk before its first step."""
_OF_AN_EMPTY_PATH = ("WALK_EMPTY", "WALK_FOUND", "WALK_BAD_FD")


def meaning(node: Node) -> Node:
    """Return ``node`` with each flag left out that no path could tell."""
    match node:
        case Binary(("==" | "!=") as operator, Call(function, arguments), Symbol(end)) if (
            function in _WALKS
        ):
            return Binary(operator, _walk(function, arguments, end), Symbol(end))
    return rebuilt(node, meaning)


def _walk(function: str, arguments: tuple[Node, ...], end: str) -> Node:
    path = arguments[1:2] if function.endswith("_at") else arguments[:1]
    if end in _OF_THE_TEXT:
        return Call("walk", path)
    if not function.endswith("_at"):
        return Call(function, arguments)
    start, path, flags = arguments
    flags = without(flags, "AT_EMPTY_PATH") if end not in _OF_AN_EMPTY_PATH else flags
    if function == "walk_parent_at" or end in ("WALK_EMPTY", "WALK_BAD_FD"):
        flags = without(flags, "AT_SYMLINK_NOFOLLOW")
    if end in ("WALK_EMPTY", "WALK_BAD_FD"):  # before the first name, so also before the last
        function = "walk_at"
    return Call(function, (start, path, flags))


def without(flags: Node, name: str) -> Node:
    """Return the flags of a walk without the one called ``name``."""
    match flags:
        case Symbol(here) if here == name:
            return Number(0)
        case Binary("|", left, right):
            left, right = without(left, name), without(right, name)
            if Number(0) in (left, right):
                return right if left == Number(0) else left
            return Binary("|", left, right)
        case Binary("&", left, Symbol(here)) if here == name:
            return Number(0)
        case Conditional(condition, yes, no):
            yes, no = without(yes, name), without(no, name)
            return yes if yes == no else Conditional(condition, yes, no)
    return flags
