"""Expressions of two versions: the same, stricter, looser, or of another meaning.

Order of operands, spelling of constants, names of parameters and white space make no difference.
"""

from __future__ import annotations

import functools

from kapi.diff import atoms
from kapi.diff.relation import Relation
from kapi.expr.environment import Environment
from kapi.expr.evaluate import as_number, number_of
from kapi.expr.nodes import Binary, Node, Number, Unary, joined, joined_by, rebuilt
from kapi.expr.parser import parsed
from kapi.expr.render_c import render_c
from kapi.vocab.architectures import ARCHITECTURES

_UNORDERED = frozenset({"||", "&&", "|", "&", "^", "+", "*", "==", "!="})
_ASSOCIATIVE = _UNORDERED - {"==", "!="}
_IDEMPOTENT = frozenset({"||", "&&", "|", "&"})
_MIRRORED = {">": "<", ">=": "<="}
_ENVIRONMENTS = tuple(Environment(architecture=one, numbers=True) for one in ARCHITECTURES.values())
_FACTS = tuple(Environment(architecture=one) for one in ARCHITECTURES.values())
"""In conditions a capability or a limit of resources is a fact of the caller, not its number."""


@functools.lru_cache(4096)
def numbers(text: str) -> tuple[int, ...] | None:
    """Return what ``text`` is worth on each architecture that has a value for it."""
    found = tuple(number_of(text, one) for one in _ENVIRONMENTS)
    known = tuple(one for one in found if one is not None)
    return known if known and len(known) == len(found) else None


@functools.lru_cache(4096)
def canonical(text: str) -> str:
    """Return ``text`` as every spelling of the same expression has it."""
    node = parsed(text)
    return " ".join(text.split()) if node is None else render_c(_canonical(node))


def operands(text: str, operator: str) -> frozenset[str]:
    """Return the operands of ``operator`` in an expression, each in its canonical form."""
    node = parsed(text)
    if node is None:
        return frozenset({" ".join(text.split())})
    return frozenset(map(render_c, joined_by(operator, _canonical(node))))


def compared(old: str, new: str) -> Relation:
    """Return in which calls the condition ``new`` holds, against those of ``old``."""
    if old == new or canonical(old) == canonical(new):
        return Relation.SAME
    all_of = operands(old, "&&"), operands(new, "&&")
    if all_of[0] != all_of[1] and (all_of[0] <= all_of[1] or all_of[1] <= all_of[0]):
        return Relation.NARROWER if all_of[0] < all_of[1] else Relation.WIDER
    any_of = operands(old, "||"), operands(new, "||")
    if any_of[0] <= any_of[1] or any_of[1] <= any_of[0]:
        return Relation.WIDER if any_of[0] < any_of[1] else Relation.NARROWER
    return _of_one(*all_of) or _of_one(*any_of) or Relation.OTHER


def _of_one(old: frozenset[str], new: frozenset[str]) -> Relation | None:
    """The relation of two lists of operands of which one differs; None for more."""
    if len(old - new) != 1 or len(new - old) != 1:
        return None
    before, after = (parsed(text) for (text,) in (old - new, new - old))
    if before is None or after is None:
        return None
    found = atoms.relation(_canonical(before), _canonical(after))
    return None if found is Relation.OTHER else found


def _canonical(node: Node) -> Node:
    number = _constant(node)
    if number is not None:
        return Number(number) if number >= 0 else Unary("-", Number(-number))
    node = rebuilt(node, _canonical)
    if not isinstance(node, Binary):
        return node
    if node.operator in _MIRRORED:
        return Binary(_MIRRORED[node.operator], node.right, node.left)
    return _sorted(node) if node.operator in _UNORDERED else node


def _sorted(node: Binary) -> Node:
    whole = node.operator in _ASSOCIATIVE
    parts = [*joined_by(node.operator, node)] if whole else [node.left, node.right]
    if node.operator in _IDEMPOTENT:
        parts = list(dict.fromkeys(parts))
    return joined(node.operator, sorted(parts, key=render_c))


def _constant(node: Node) -> int | None:
    """What ``node`` is worth, where that is the same on every architecture."""
    found = {as_number(node, one) for one in _FACTS[:1]}
    if found != {None}:
        found |= {as_number(node, one) for one in _FACTS[1:]}
    return found.pop() if len(found) == 1 else None
