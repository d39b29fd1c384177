"""Wrong forms of one expression."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kapi.expr.environment import Environment
from kapi.expr.nodes import (
    Binary,
    Call,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    rebuilt,
)
from kapi.expr.parser import ExpressionError, parse
from kapi.expr.predicates import CONSTANTS
from kapi.expr.render_c import render_c
from kapi.judge.exclusion import exclude
from kapi.model.elements import Expression
from kapi.vocab.capabilities import capabilities

from .neighbours import NOBODY, Neighbours, capability_beside, predicate_beside
from .walks import meaning

__all__ = ["STRANGERS", "WrongText", "false_forms", "other_capability", "wrong_forms"]

STRANGERS = frozenset({"CAP_CHOWN", "CAP_KILL"})
"""The capabilities that edits put in; no call of a spec here needs one of them."""

_FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_CHAINS = {"&&": "part dropped", "||": "part dropped", "|": "mask bit dropped"}
_JOINS = {"&&": "||", "||": "&&"}
_CONSTANTS = Environment(page_size=mmap.PAGESIZE)
_STRANGE_BIT = Number(0x40000000, 16)


Change = tuple[str, Node, str]
"""The kind of an edit, the changed expression, and what was done."""


class WrongText(NamedTuple):
    """A wrong expression, which kind of edit made it, and what was done."""

    kind: str
    text: Expression
    what: str


def wrong_forms(text: str, beside: Neighbours = NOBODY) -> Iterator[WrongText]:
    """Yield the wrong forms of an expression, none of them twice or with the right meaning.

    ``beside`` are the names that may be put in the place of others.
    """
    try:
        node = parse(text)
    except ExpressionError:
        return
    seen = {render_c(meaning(node))}
    for kind, wrong, what in _all(node, beside):
        means = render_c(meaning(wrong))
        if means not in seen:
            seen.add(means)
            yield WrongText(kind, Expression(render_c(wrong)), what)


def false_forms(text: str, beside: Neighbours = NOBODY) -> Iterator[WrongText]:
    """Yield the wrong forms that a true statement does not allow: none that only says less.

    What holds after a call stays true when a part of it is left out, ``>`` becomes ``>=``, or a
    mask looks at less bits.
    """
    for one in wrong_forms(text, beside):
        weaker = one.kind in ("mask bit dropped", "mask bit added") or (
            one.kind == "operator" and "=" in one.what and "==" not in one.what
        )
        if not weaker and not exclude(parse(text), Unary("!", parse(one.text)), _CONSTANTS):
            yield one


def other_capability(name: str) -> str:
    """Return the capability that an edit puts in the place of ``name``."""
    return "CAP_CHOWN" if name != "CAP_CHOWN" else "CAP_KILL"


def _all(node: Node, beside: Neighbours) -> Iterator[Change]:
    yield from _inside(node, beside)
    yield from _joined_otherwise(node)
    yield "false part", Binary("&&", node, Number(0)), "&& 0 added"
    yield "negated", Unary("!", node), "negated"


def _joined_otherwise(node: Node) -> Iterator[Change]:
    """One ``&&`` or ``||`` for the other, and one of the operands negated."""
    if not isinstance(node, Binary) or node.operator not in _JOINS:
        return
    operator, parts = node.operator, _parts(node, node.operator)
    other = _JOINS[operator]
    yield "joined", _joined(parts, other), f"{operator} becomes {other}"
    for place, part in enumerate(parts):
        negated = part.operand if isinstance(part, Unary) and part.operator == "!" else None
        wrong = _joined(
            [*parts[:place], negated or Unary("!", part), *parts[place + 1 :]], operator
        )
        yield "part negated", wrong, f"{render_c(part)} negated"


def _inside(node: Node, beside: Neighbours) -> Iterator[Change]:
    """Changes of ``node`` itself, then those of its operands."""
    yield from _here(node, beside)
    if isinstance(node, Binary) and node.operator in _CHAINS:
        yield from _in_chain(node, lambda one: _inside(one, beside))
        return
    for place, child in enumerate(children(node)):
        if isinstance(node, Call) and node.function.endswith("_at"):
            for kind, wrong, what in _flags_of_walk(child):
                yield kind, _with(node, place, wrong), what
            continue
        for kind, wrong, what in _inside(child, beside):
            yield kind, _with(node, place, wrong), what


def _flags_of_walk(node: Node) -> Iterator[Change]:
    """Changes of an argument of a walk; no other number than a flag means anything there."""
    match node:
        case Number(0):
            flag = Symbol("AT_SYMLINK_NOFOLLOW")
            yield "constant", flag, f"0 becomes {flag.name}"
        case Conditional(condition, yes, no):
            for kind, wrong, what in _inside(condition, NOBODY):
                yield kind, Conditional(wrong, yes, no), what
            for kind, wrong, what in _flags_of_walk(yes):
                yield kind, Conditional(condition, wrong, no), what
            for kind, wrong, what in _flags_of_walk(no):
                yield kind, Conditional(condition, yes, wrong), what
        case Binary("|"):
            yield from _in_chain(node, _flags_of_walk)
        case _:
            yield from _inside(node, NOBODY)


def _in_chain(node: Binary, changes_of: Callable[[Node], Iterator[Change]]) -> Iterator[Change]:
    """Each operand of ``a && b && c`` left out, and each changed as ``changes_of`` has it."""
    parts = _parts(node, node.operator)
    for place, part in enumerate(parts):
        rest = parts[:place] + parts[place + 1 :]
        yield _CHAINS[node.operator], _joined(rest, node.operator), f"{render_c(part)} dropped"
    for place, part in enumerate(parts):
        for kind, wrong, what in changes_of(part):
            yield kind, _joined([*parts[:place], wrong, *parts[place + 1 :]], node.operator), what


def _here(node: Node, beside: Neighbours) -> Iterator[Change]:
    match node:
        case Binary(operator, left, right) if operator in _FLIPPED:
            other = _FLIPPED[operator]
            yield "operator", Binary(other, left, right), f"{operator} becomes {other}"
        case Binary("&", left, Unary("~", mask)):
            more = Binary("|", mask, _STRANGE_BIT)
            added = f"{render_c(_STRANGE_BIT)} added"
            yield "mask bit added", Binary("&", left, Unary("~", more)), added
        case Number(value):
            for other in (value + 1, value - 1) if value else (1,):
                wrong = Number(other, node.base, node.unsigned, node.longs)
                yield "constant", wrong, f"{value} becomes {other}"
        case Symbol(name):
            yield from _other_names(name, beside)
        case Call(function, arguments):
            yield from _other_questions(function, arguments)


def _other_names(name: str, beside: Neighbours) -> Iterator[Change]:
    if name in CONSTANTS:
        yield "constant", Symbol(_next(name)), f"{name} becomes {_next(name)}"
    elif name in capabilities():
        for other in dict.fromkeys((other_capability(name), capability_beside(name))):
            yield "capability", Symbol(other), f"{name} becomes {other}"
    for kind, names in (("parameter", beside.parameters), ("flag", beside.flags)):
        if name in names:
            yield kind, Symbol(names[name]), f"{name} becomes {names[name]}"


def _other_questions(function: str, arguments: tuple[Node, ...]) -> Iterator[Change]:
    if function == "old":
        yield "old dropped", arguments[0], f"old({render_c(arguments[0])}) is taken for now"
        return
    others = ["walk_at"] if function == "walk_parent_at" else []
    others += filter(None, [predicate_beside(function)])
    for other in dict.fromkeys(others):
        yield "predicate", Call(other, arguments), f"{function} becomes {other}"


def _next(name: str) -> str:
    """The name beside this one: FILE_PIPE for FILE_SYMLINK."""
    names = [one for one in CONSTANTS if one[:4] == name[:4]]
    return names[(names.index(name) + 1) % len(names)]


def _parts(node: Node, operator: str) -> list[Node]:
    if isinstance(node, Binary) and node.operator == operator:
        return [*_parts(node.left, operator), *_parts(node.right, operator)]
    return [node]


def _joined(parts: list[Node], operator: str) -> Node:
    node = parts[0]
    for part in parts[1:]:
        node = Binary(operator, node, part)
    return node


def _with(node: Node, place: int, wrong: Node) -> Node:
    """``node`` with another operand at ``place``."""
    count = iter(range(len(children(node))))
    return rebuilt(node, lambda child: wrong if next(count) == place else child)
