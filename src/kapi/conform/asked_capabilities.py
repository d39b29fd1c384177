"""Which capabilities a condition asks for, by name or by what its predicates count."""

from __future__ import annotations

from kapi.expr.nodes import Call, Node, names, walk
from kapi.vocab.capabilities import capabilities

_OF_FILES = ("CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH")
_MAY = {
    *("walk", "walk_parent", "search_permission", "may_search", "may_read", "may_write"),
    *("may_write_parent", "may_execute", "may_create", "may_move"),
}
"""Predicates that count the capabilities to use files whatever their permissions (access.py)."""


def capabilities_asked(part: Node) -> frozenset[str]:
    """Return the capabilities that ``part`` names, or that its predicates of permission count."""
    asked = {one.function.removesuffix("_at") for one in walk(part) if isinstance(one, Call)}
    named = capabilities().keys() & set(names(part))
    return frozenset((*named, *(_OF_FILES if asked & _MAY else ())))
