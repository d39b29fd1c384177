"""Names that a spec gives to expressions (``x-where``), and claims with those in their place.

The text keeps the names, for people; conditions are judged and compared without them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import OPPOSITE, Binary, Node, Symbol, Unary, children, rebuilt
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.model.elements import expression
from kapi.model.where import definitions

_CONDITIONS: Final = ("when", "after", "unless", "needs")
_LARGEST: Final = 2000
"""Nodes of an expression without names: definitions of definitions may double each time."""


@functools.lru_cache(256)
def _nodes(where: str) -> Mapping[str, Node]:
    """Each name with what it means; a definition may use those before it."""
    found: dict[str, Node] = {}
    for name, text in definitions(where):
        try:
            node = _replaced(parse(text), found)
        except ExpressionError:
            continue
        if _is_small(node):
            found[name] = node
    return found


def _is_small(node: Node) -> bool:
    pending, count = [node], 0
    while pending and count <= _LARGEST:
        pending += children(pending.pop())
        count += 1
    return not pending


def _replaced(node: Node, meant: Mapping[str, Node]) -> Node:
    if isinstance(node, Symbol):
        return meant.get(node.name, node)
    return rebuilt(node, lambda one: _replaced(one, meant))


@functools.lru_cache(4096)
def without_names(text: str, where: str | None) -> str:
    """Return the expression ``text`` with what the names of ``where`` mean.

    A text that is no expression, or that would grow beyond what can be read, stays as it is.
    """
    if not where:
        return text
    try:
        node = _replaced(parse(text), _nodes(where))
    except ExpressionError:
        return text
    return render_c(node) if _is_small(node) else text


def with_names(node: Node, where: str | None) -> Node:
    """Return ``node`` with the names of ``where`` in place of what they mean, the longest first."""
    names: dict[Node, Node] = {}
    for name, meaning in _nodes(where or "").items():
        names[meaning] = Symbol(name)
        if isinstance(meaning, Binary) and meaning.operator in OPPOSITE:
            opposite = Binary(OPPOSITE[meaning.operator], meaning.left, meaning.right)
            names[opposite] = Unary("!", Symbol(name))
    return _named(node, names)


def _named(node: Node, names: Mapping[Node, Node]) -> Node:
    return names.get(node) or rebuilt(node, lambda one: _named(one, names))


def expanded(element: Any, where: str | None) -> Any:
    """Return the model's ``element`` with what the names of ``where`` mean in its conditions."""
    if not where:
        return element
    changed = {
        field: expression(without_names(text, where))
        for field in _CONDITIONS
        if (text := getattr(element, field, None)) is not None
    }
    return msgspec.structs.replace(element, **changed) if changed else element
