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
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

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
        name: function
        for module in _MODULES
        for name, function in vars(module).items()
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
    given: Given | None = None,
) -> tuple[int | None, ...]:
    """Return the value of each term, as a number of the term's type; None is unknown.

    ``environment`` holds the parameters of the call; ``fields`` says where the members are
    (``utmr->it_value.tv_nsec``), ``given`` what arguments are known to be worth.
    Nothing is raised, and nothing in the process changes.
    """
    asked = _Asked(process, environment, fields or {}, given)
    return tuple(map(asked.number, nodes))


def measured(
    process: Process,
    nodes: Sequence[Node],
    environment: Environment,
    fields: Mapping[str, Field] | None = None,
) -> dict[Node, Value | None]:
    """Return the same as values with their types, for `Environment.measured`."""
    asked = _Asked(process, environment, fields or {})
    return {node: asked.value(node) for node in nodes}


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


class _Asked:
    """What is asked of a process at one moment, each term once: many stand in others, too."""

    def __init__(
        self,
        process: Process,
        environment: Environment,
        fields: Mapping[str, Field],
        given: Given | None = None,
    ) -> None:
        self._process = process
        self._inside: dict[Node, Value | CType | None] = {**environment.measured}
        self._names = frozenset(environment.parameters)
        self._environment = msgspec.structs.replace(environment, measured=self._inside)
        self._fields = fields
        self._numbers: dict[Node, int | None] = {}
        self._given: Given = {} if given is None else given

    def number(self, node: Node) -> int | None:
        """The value of a term as a number of its type."""
        if node not in self._numbers:
            self._numbers[node] = self._measured(node)
        return self._numbers[node]

    def value(self, node: Node) -> Value | None:
        """The same with its type."""
        number, kind = self.number(node), self._type(node)
        return Value(number, kind) if number is not None and kind is not None else None

    def _measured(self, node: Node) -> int | None:
        try:
            number = self._ask(node)
        except (Unknown, OSError):
            return None
        kind = self._type(node)
        if isinstance(number, str):
            number = CONSTANTS.get(number)
        return number if number is None or kind is None else kind.wrap(number)

    def _ask(self, node: Node) -> int | str | None:
        if isinstance(node, Call):
            if emulator.keeps(node.function):
                return None
            for inner in _nested(node, self._names):
                self._inside[inner] = self.value(inner)
            given = arguments(node, self._environment, self._given)
            if given is None or None in given or node.function not in IMPLEMENTATIONS:
                return None
            return IMPLEMENTATIONS[node.function](self._process, *given)
        if not isinstance(node, Symbol):
            return None
        if node.name in self._fields:
            return self._member(node.name, self._fields[node.name])
        return _fact(self._process, node.name)

    def _member(self, name: str, field: Field) -> int | None:
        root = evaluate(parse(name.partition("->")[0].partition(".")[0]), self._environment)
        if not isinstance(root, Value):
            return None
        address = (root.number & (1 << 64) - 1) + field.offset
        if copying.readable(self._process, address, field.size) != 1:
            return None
        data = texts.bytes_at(self._process, address, field.size)
        order: Any = "big" if self._environment.architecture.big_endian else "little"
        return int.from_bytes(data, order, signed=field.signed)

    def _type(self, node: Node) -> CType | None:
        if isinstance(node, Symbol) and node.name in self._fields:
            field = self._fields[node.name]
            return CType(field.size * 8, field.signed)
        return _usual_type(node, self._environment.architecture)


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


@functools.lru_cache(4096)
def _nested(node: Call, parameters: frozenset[str]) -> tuple[Node, ...]:
    """The terms inside the arguments of a predicate, which are measured first."""
    return terms(node.arguments, parameters)


@functools.lru_cache(4096)
def _usual_type(node: Node, architecture: Architecture) -> CType | None:
    """The type of a term that is no member."""
    if isinstance(node, Call) and node.function in PREDICATES:
        return architecture.integer_type(PREDICATES[node.function].type)
    if isinstance(node, Symbol) and node.name.startswith("RLIMIT_"):
        return CType(architecture.word_bits, False)
    return CType(32, True)
