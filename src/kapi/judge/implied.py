"""Whether a condition that holds makes another hold, by what predicates mean.

Only what follows from their meaning, in every situation: a walk that stops before the last name
of a path stops there for the whole path, too.
"""

from __future__ import annotations

from kapi.expr.nodes import Binary, Call, Node, Symbol

__all__ = ["forces", "implies"]

_STOPS = frozenset(
    f"WALK_{name}"
    for name in (
        *("MISSING", "NOT_DIRECTORY", "DENIED", "LOOP", "NAME_TOO_LONG", "PATH_TOO_LONG"),
        *("FAULT", "BAD_FD"),
    )
)
_WHOLE = {"walk_parent": "walk", "walk_parent_at": "walk_at"}


def implies(one: Node, other: Node) -> bool:
    """Return whether ``other`` holds wherever ``one`` does, as far as its form shows it."""
    if one == other or _is_walk_of(one, other):
        return True
    if isinstance(other, Binary) and other.operator in ("&&", "||"):
        sides = implies(one, other.left), implies(one, other.right)
        if all(sides) if other.operator == "&&" else any(sides):
            return True
    if isinstance(one, Binary) and one.operator in ("&&", "||"):
        sides = implies(one.left, other), implies(one.right, other)
        return any(sides) if one.operator == "&&" else all(sides)
    return False


def forces(one: Node, worth: bool, other: Node) -> bool | None:
    """Return what ``other`` is worth wherever ``one`` is worth ``worth``, or None.

    A descriptor opened with O_PATH is open neither for reading nor for writing.
    """
    match one, other:
        case Call("path_only", about), Call("open_for_reading" | "open_for_writing", same):
            return False if worth and about == same else None
    return True if worth and implies(one, other) else None


def _is_walk_of(one: Node, other: Node) -> bool:
    """Whether ``other`` says of a whole path what ``one`` says of the way to its last name."""
    match one, other:
        case (
            Binary("==", Call(parent, to_parent), Symbol(stop)),
            Binary("==", Call(whole, to_end), Symbol(same)),
        ):
            there = stop == same and stop in _STOPS and _WHOLE.get(parent) == whole
            return there and to_parent[:2] == to_end[:2]
    return False
