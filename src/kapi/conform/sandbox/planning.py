"""A case that was read, and worked out as far as that can be done before its child is there."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable

from kapi.conform.case import Case
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox.confine import Held
from kapi.conform.sandbox.plan import RUN, Plan
from kapi.conform.steps import (
    Block,
    Do,
    Machine,
    Statement,
    StepError,
    assigned,
    expression,
    expressions,
    functions,
    read_steps,
)
from kapi.expr.nodes import Call, Node, Number, Text, leaves, names, rebuilt
from kapi.expr.values import Value
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import is_syscall, syscall_number

_LARGEST = (1 << 63) - 1


def plan_of(case: Case, architecture: Architecture, held: Held, keep: int) -> Plan:
    """Read the case, which gets a room later; raise `StepError` where it cannot be read."""
    read = [read_steps("\n".join(one)) for one in (case.steps, case.caller.steps)]
    variables = frozenset(assigned((*read[0], *read[1])))
    steps, caller = (
        tuple(_worked_out(one, architecture, variables & _named(one)) for one in part)
        for part in read
    )
    arguments = tuple(
        _consumed(one, architecture, variables & frozenset(names(one)))
        for one in map(expression, case.arguments)
    )
    wanted = frozenset().union(*map(_named, (*steps, *caller)), *map(names, arguments))
    known = _machine(architecture).variables
    return Plan(
        room="",
        number=syscall_number(case.syscall, architecture) or 0,
        architecture=architecture.name,
        steps=steps,
        caller=caller,
        arguments=arguments,
        names={
            name: found
            for name in sorted(wanted & known.keys())
            if isinstance(found := known[name], Value)
        },
        keep=keep,
        held=held,
    )


@functools.cache
def _machine(architecture: Architecture) -> Machine:
    """What knows the constants; cases have most of their statements in common."""
    return Machine(architecture, RUN, PAGE_SIZE)


@functools.lru_cache(1024)
def _named(one: Statement) -> frozenset[str]:
    return frozenset(name for node in expressions((one,)) for name in names(node))


@functools.lru_cache(1024)
def _worked_out(one: Statement, architecture: Architecture, variables: frozenset[str]) -> Statement:
    machine = _machine(architecture)
    machine.prepare(expressions((one,)))
    return _Constants(machine, variables).statement(one)


@functools.lru_cache(256)
def _consumed(node: Node, architecture: Architecture, variables: frozenset[str]) -> Node:
    machine = _machine(architecture)
    machine.prepare((node,))
    return _Constants(machine, variables).consumed(node)


class _Constants:
    """Works out what neither a call nor a variable decides.

    Only where nothing but the number counts: in place of a statement, a condition or an argument.
    """

    def __init__(self, machine: Machine, variables: Collection[str]) -> None:
        self._machine = machine
        self._variables = variables

    def statements(self, found: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(map(self.statement, found))

    def statement(self, one: Statement) -> Statement:
        if isinstance(one, Do):
            return Do(one.target, self.consumed(one.node), one.text)
        body, otherwise = self.statements(one.body), self.statements(one.otherwise)
        return Block(one.keyword, self.consumed(one.condition), body, otherwise, one.text)

    def consumed(self, node: Node) -> Node:
        """``node``, of which only the number is wanted, as that number where it is known."""
        if isinstance(node, Call) and _is_made(node.function):
            return Call(node.function, tuple(map(self.consumed, node.arguments)))
        if not self._is_constant(node):
            return rebuilt(node, self._inner)
        try:
            number = self._machine.value(node)
        except StepError:
            return node
        return Number(number) if number <= _LARGEST else node

    def _inner(self, node: Node) -> Node:
        """An operand, whose C type counts: only the arguments of its calls are worked out."""
        if isinstance(node, Call) and _is_made(node.function):
            return self.consumed(node)
        return rebuilt(node, self._inner)

    def _is_constant(self, node: Node) -> bool:
        return not (
            any(map(_is_made, functions([node])))
            or any(isinstance(one, Text) for one in leaves(node))
            or any(name in self._variables for name in names(node))
        )


def _is_made(function: str) -> bool:
    return function in HELPERS or is_syscall(function)
