"""`measure`: terms of expressions → values, for one process at one moment."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from kapi.expr.arguments import Given, arguments
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Call, Node, Symbol
from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS, PREDICATES
from kapi.expr.terms import terms
from kapi.expr.values import Value
from kapi.situation import (
    advice,
    attributes,
    caller,
    copying,
    descriptors,
    emulator,
    lists,
    memory,
    namespaces,
    open_files,
    paths,
    processes,
    ranges,
    readiness,
    sockets,
    space,
    system,
    sysv_ipc,
    terminals,
    texts,
    watches,
)
from kapi.situation.process import Process, Unknown
from kapi.situation.walk import Walk
from kapi.vocab.integers import CType

__all__ = ["IMPLEMENTATIONS", "Field", "measure", "measured", "walks"]

_MODULES = (
    advice,
    attributes,
    caller,
    copying,
    descriptors,
    open_files,
    lists,
    memory,
    namespaces,
    processes,
    ranges,
    readiness,
    space,
    sockets,
    system,
    sysv_ipc,
    terminals,
    texts,
    watches,
)

IMPLEMENTATIONS: Mapping[str, Callable[..., int | str | None]] = {
    **{
        name: getattr(module, name)
        for module in _MODULES
        for name in module.__all__
        if name in PREDICATES
    },
    **paths.IMPLEMENTATIONS,
}
"""What measures each predicate: the function of its name."""


class Field(msgspec.Struct, frozen=True):
    """A member of what a parameter points to: ``offset`` and ``size`` in bytes."""

    offset: int
    size: int
    signed: bool = False


def measure(
    process: Process,
    nodes: Sequence[Node],
    environment: Environment,
    fields: Mapping[str, Field] | None = None,
) -> tuple[int | None, ...]:
    """Return the value of each term, as a number of the term's type; None is unknown.

    ``environment`` holds the parameters of the call; ``fields`` says where the members are
    (``utmr->it_value.tv_nsec``). Nothing is raised, and nothing in the process changes.
    """
    asked: Given = {}
    return tuple(_number(process, node, environment, fields or {}, asked) for node in nodes)


def measured(
    process: Process,
    nodes: Sequence[Node],
    environment: Environment,
    fields: Mapping[str, Field] | None = None,
) -> dict[Node, Value | None]:
    """Return the same as values with their types, for `Environment.measured`."""
    found: dict[Node, Value | None] = {}
    for node, number in zip(nodes, measure(process, nodes, environment, fields), strict=True):
        kind = _type(node, environment, fields or {})
        found[node] = Value(number, kind) if number is not None and kind is not None else None
    return found


def walks(process: Process, nodes: Sequence[Node], environment: Environment) -> dict[Node, Walk]:
    """Return how the walk went that a term asks about, for each that asks and can be told."""
    found: dict[Node, Walk] = {}
    for node in nodes:
        if isinstance(node, Call) and node.function in paths.WALKS:
            given = arguments(node, environment) or ()
            numbers = [one for one in given if isinstance(one, int)]
            with suppress(Unknown, OSError):
                if given and len(numbers) == len(given):
                    found[node] = paths.walk_of(process, node.function, *numbers)
    return found


def _number(
    process: Process,
    node: Node,
    environment: Environment,
    fields: Mapping[str, Field],
    asked: Given,
) -> int | None:
    try:
        number = _ask(process, node, environment, fields, asked)
    except (Unknown, OSError):
        return None
    kind = _type(node, environment, fields)
    if isinstance(number, str):
        number = CONSTANTS.get(number)
    return number if number is None or kind is None else kind.wrap(number)


def _ask(
    process: Process,
    node: Node,
    environment: Environment,
    fields: Mapping[str, Field],
    asked: Given,
) -> int | str | None:
    if isinstance(node, Call):
        if emulator.keeps(node.function):
            return None
        inner = _nested(node, frozenset(environment.parameters))
        if inner:
            more = {**environment.measured, **measured(process, inner, environment, fields)}
            environment = msgspec.structs.replace(environment, measured=more)
        given = arguments(node, environment, None if inner else asked)
        if given is None or None in given or node.function not in IMPLEMENTATIONS:
            return None
        return IMPLEMENTATIONS[node.function](process, *given)
    if not isinstance(node, Symbol):
        return None
    if node.name in fields:
        return _member(process, node.name, environment, fields[node.name])
    return _fact(process, node.name)


def _fact(process: Process, name: str) -> int | None:
    if emulator.keeps(name):
        return None
    if name.startswith("RLIMIT_"):
        return caller.limit(process, name)
    if name.startswith("CAP_"):
        return caller.capable(process, name)
    if name.startswith("CONFIG_"):
        return system.config(process, name)
    return None


def _member(process: Process, name: str, environment: Environment, field: Field) -> int | None:
    root = evaluate(parse(name.partition("->")[0].partition(".")[0]), environment)
    if not isinstance(root, Value):
        return None
    address = (root.number & (1 << 64) - 1) + field.offset
    if copying.readable(process, address, field.size) != 1:
        return None
    data = texts.bytes_at(process, address, field.size)
    order: Any = "big" if environment.architecture.big_endian else "little"
    return int.from_bytes(data, order, signed=field.signed)


@functools.lru_cache(4096)
def _nested(node: Call, parameters: frozenset[str]) -> tuple[Node, ...]:
    """The terms inside the arguments of a predicate, which are measured first."""
    return terms(node.arguments, parameters)


def _type(node: Node, environment: Environment, fields: Mapping[str, Field]) -> CType | None:
    architecture = environment.architecture
    if isinstance(node, Call) and node.function in PREDICATES:
        return architecture.integer_type(PREDICATES[node.function].type)
    if isinstance(node, Symbol) and node.name in fields:
        field = fields[node.name]
        return CType(field.size * 8, field.signed)
    if isinstance(node, Symbol) and node.name.startswith("RLIMIT_"):
        return environment.unsigned_long
    return CType(32, True)
