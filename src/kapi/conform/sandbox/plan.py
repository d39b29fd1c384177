"""A case that was read, and worked out as far as that can be done before its child is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from kapi.conform.case import Case
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox.confine import Held
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

__all__ = ["RUN", "Plan", "plan_of"]

RUN = {name: helper.run for name, helper in HELPERS.items()}
"""What the helpers of steps do, by name."""
_LARGEST = (1 << 63) - 1


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All that a child has to know.

    Its directory is ``room``, ``number`` that of the call on ``architecture``; ``steps`` are its
    set-up, ``caller`` makes the caller, and ``names`` is what they and ``arguments`` name.
    ``keep`` has a bit for each capability that is not given up before the call; ``unsafe`` are the
    classes that the user asked for.
    """

    room: str
    number: int
    architecture: str
    steps: tuple[Statement, ...]
    caller: tuple[Statement, ...]
    arguments: tuple[Node, ...]
    names: Mapping[str, Value]
    keep: int
    held: Held = Held()
    unsafe: tuple[str, ...] = ()


def plan_of(case: Case, architecture: Architecture, held: Held, keep: int) -> Plan:
    """Read the case, which gets a room later; raise `StepError` where it cannot be read."""
    steps, caller = (read_steps("\n".join(one)) for one in (case.steps, case.caller.steps))
    arguments = tuple(expression(one) for one in case.arguments)
    machine = Machine(architecture, RUN, PAGE_SIZE)
    machine.prepare((*expressions((*steps, *caller)), *arguments))
    worker = _Constants(machine, frozenset(assigned((*steps, *caller))))
    steps, caller = worker.statements(steps), worker.statements(caller)
    arguments = tuple(map(worker.consumed, arguments))
    wanted = {name for one in (*expressions((*steps, *caller)), *arguments) for name in names(one)}
    return Plan(
        room="",
        number=syscall_number(case.syscall, architecture) or 0,
        architecture=architecture.name,
        steps=steps,
        caller=caller,
        arguments=arguments,
        names={
            name: found
            for name, found in machine.variables.items()
            if name in wanted and isinstance(found, Value)
        },
        keep=keep,
        held=held,
    )


class _Constants:
    """Works out what neither a call nor a variable decides.

    Only where nothing but the number counts: in place of a statement, a condition or an argument.
    """

    def __init__(self, machine: Machine, variables: Collection[str]) -> None:
        self._machine = machine
        self._variables = variables

    def statements(self, found: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(map(self._statement, found))

    def _statement(self, one: Statement) -> Statement:
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
