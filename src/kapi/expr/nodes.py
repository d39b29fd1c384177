"""The expression tree: ten kinds of node, all frozen, all of them C.

`Symbol` is any name, also a path such as ``vma->vm_flags`` that only the kernel can follow.
Types are kept by name because their width depends on the architecture.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import msgspec


class Number(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """An integer constant: its value, and what decides its C type (C11 6.4.4.1).

    ``base`` is 2, 8, 10 or 16, and 10 for every zero; ``longs`` counts the ``l`` of the
    suffix. A character constant is a decimal number.
    """

    value: int
    base: int = 10
    unsigned: bool = False
    longs: int = 0


class Text(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """A text in double quotes, an argument of a function; it has no value of its own.

    ``value`` is what stands between the quotes, escapes decoded; bytes that are no UTF-8 are kept
    as `os.fsdecode` keeps them.
    """

    value: str


class Symbol(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """A parameter, a constant, or a kernel object such as ``file->f_mode``."""

    name: str


class Unary(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``operator`` is one of ``- + ~ !``."""

    operator: str
    operand: Node


class Binary(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``operator`` is one of ``|| && | ^ & == != < <= > >= << >> + - * / %``."""

    operator: str
    left: Node
    right: Node


class Conditional(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``condition ? yes : no``."""

    condition: Node
    yes: Node
    no: Node


class Cast(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``(type_name)operand``, an integer type."""

    type_name: str
    operand: Node


class SizeOf(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``sizeof(type_name)``: the size of a type or of a parameter."""

    type_name: str


class OffsetOf(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``offsetof(type_name, member)``."""

    type_name: str
    member: str


class Call(msgspec.Struct, frozen=True, tag=True, cache_hash=True):
    """``function(arguments)``: a macro, a predicate, ``old()``; another cannot be evaluated."""

    function: str
    arguments: tuple[Node, ...] = ()


Node: TypeAlias = (
    Number | Text | Symbol | Unary | Binary | Conditional | Cast | SizeOf | OffsetOf | Call
)


OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""What a comparison says that does not hold."""
SWAPPED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The same comparison with its sides exchanged."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the operands of ``node``, left to right."""
    match node:
        case Unary() | Cast():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Conditional():
            return (node.condition, node.yes, node.no)
        case Call():
            return node.arguments
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and all that stands in it, each before its operands, left to right."""
    pending = [node]
    while pending:
        here = pending.pop()
        yield here
        pending.extend(reversed(children(here)))


def leaves(node: Node) -> Iterator[Node]:
    """Return the nodes of ``node`` without operands, left to right."""
    return (one for one in walk(node) if not children(one))


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return ``node`` with ``change`` of each operand in the operand's place."""
    match node:
        case Unary(operator, operand):
            return Unary(operator, change(operand))
        case Cast(type_name, operand):
            return Cast(type_name, change(operand))
        case Binary(operator, left, right):
            return Binary(operator, change(left), change(right))
        case Conditional(condition, yes, no):
            return Conditional(change(condition), change(yes), change(no))
        case Call(function, arguments):
            return Call(function, tuple(map(change, arguments)))
    return node


def joined(operator: str, nodes: Iterable[Node]) -> Node:
    """Return ``nodes``, at least one, joined by ``&&`` or ``||`` from left to right."""
    return functools.reduce(lambda left, right: Binary(operator, left, right), nodes)


def joined_by(operator: str, node: Node) -> tuple[Node, ...]:
    """Return what ``operator`` joins in ``node``, or ``node`` alone."""
    if isinstance(node, Binary) and node.operator == operator:
        return (*joined_by(operator, node.left), *joined_by(operator, node.right))
    return (node,)


@functools.lru_cache(maxsize=4096)
def names(node: Node) -> tuple[str, ...]:
    """Return the names that need a value: symbols, once each, in reading order."""
    return tuple(dict.fromkeys(one.name for one in walk(node) if isinstance(one, Symbol)))


@functools.lru_cache(maxsize=4096)
def roots(node: Node) -> frozenset[str]:
    """Return where the `names` begin: ``event`` for ``event->events``, other names as they are."""
    return frozenset(name.partition("->")[0] for name in names(node))
