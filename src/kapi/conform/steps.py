"""Steps: the few lines of C that prepare a call, run here and printed in programs.

    fd = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600);
    if (fork() == 0) {
        pause();
    }

Every variable is a long. Every call is a system call, made through syscall(2), or one of
`kapi.conform.helpers`. A system call that fails ends the steps, unless its result is compared.
"""

from __future__ import annotations

import ctypes
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from kapi.conform.constants import constant
from kapi.errors import KapiError
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Binary, Call, Conditional, Node, Symbol, children, names, rebuilt
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name
from kapi.vocab.integers import CType
from kapi.vocab.syscalls import syscalls

__all__ = [
    "Block",
    "Do",
    "Machine",
    "Statement",
    "StepError",
    "assigned",
    "calls",
    "expressions",
    "read_steps",
    "text_of",
]

Helper: TypeAlias = Callable[..., "int | None"]
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


class StepError(KapiError):
    """The steps cannot be read, or a call of theirs failed: nothing was tried."""


class Do(msgspec.Struct, frozen=True):
    """An expression, and the variable that gets its value, if any."""

    target: str
    node: Node


class Block(msgspec.Struct, frozen=True):
    """Statements under ``if`` or ``while``; ``keyword`` is the one."""

    keyword: str
    condition: Node
    body: tuple[Statement, ...]


Statement: TypeAlias = Do | Block

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CODED = "_text_"
_OPEN = re.compile(r"\s*(if|while)\s*\(")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)")


@functools.cache
def read_steps(text: str) -> tuple[Statement, ...]:
    """Return the statements of ``text``; raise `StepError` where there are none."""
    coded = _TEXT.sub(lambda found: _CODED + found[1].encode().hex(), text)
    try:
        found, end = _statements(coded, 0)
    except ExpressionError as error:
        raise StepError(f"steps that cannot be read: {error}") from error
    if end != len(coded):
        raise StepError(f"steps that cannot be read: {coded[end : end + 20]!r}")
    return found


def _statements(text: str, position: int) -> tuple[tuple[Statement, ...], int]:
    found: list[Statement] = []
    while (rest := text[position:].lstrip()) and not rest.startswith("}"):
        position = len(text) - len(rest)
        statement, position = _statement(text, position)
        found.append(statement)
    return tuple(found), position + len(text[position:]) - len(text[position:].lstrip())


def _statement(text: str, position: int) -> tuple[Statement, int]:
    opened = _OPEN.match(text, position)
    if opened:
        end = _closing(text, opened.end())
        condition = parse(text[opened.end() : end])
        brace = text.find("{", end)
        if brace < 0 or text[end + 1 : brace].strip():
            raise StepError(f"{opened[1]} needs braces")
        body, close = _statements(text, brace + 1)
        if text[close : close + 1] != "}":
            raise StepError("a brace is not closed")
        return Block(opened[1], condition, body), close + 1
    end = text.find(";", position)
    if end < 0:
        raise StepError(f"no semicolon behind {text[position : position + 30]!r}")
    assigned = _ASSIGNMENT.match(text, position, end)
    start = assigned.end() if assigned else position
    return Do(assigned[1] if assigned else "", parse(text[start:end])), end + 1


def _closing(text: str, position: int) -> int:
    depth = 1
    for at in range(position, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    raise StepError("a parenthesis is not closed")


def text_of(symbol: str) -> str | None:
    """Return the text, as C writes it between quotes, that the name ``symbol`` stands for."""
    if not symbol.startswith(_CODED):
        return None
    return bytes.fromhex(symbol.removeprefix(_CODED)).decode()


class Machine:
    """Runs steps in this process. ``variables`` are the values by name, after what has run."""

    def __init__(
        self, architecture: Architecture, helpers: Mapping[str, Helper], page_size: int
    ) -> None:
        self.architecture = architecture
        self.long = CType(architecture.word_bits, True)
        self.variables: dict[str, Value | CType] = {}
        self._helpers = helpers
        self._numbers = syscalls(architecture)
        self._kept: list[object] = []  # texts live as long as the process
        self._environment = Environment(
            architecture=architecture,
            parameters=self.variables,
            page_size=page_size,
            numbers=True,
        )

    def prepare(self, nodes: Iterable[Node]) -> None:
        """Look up what ``nodes`` name, so that a process forked from this one need not."""
        for node in nodes:
            for name in names(node):
                self._define(name)

    def run(self, statements: tuple[Statement, ...]) -> None:
        """Run them in order; raise `StepError` when a system call fails."""
        for one in statements:
            if isinstance(one, Do):
                self._do(one)
            elif one.keyword == "if":
                if self.value(one.condition):
                    self.run(one.body)
            else:
                while self.value(one.condition):
                    self.run(one.body)

    def _do(self, statement: Do) -> None:
        node = statement.node
        result = self.value(node)
        if isinstance(node, Call) and result == -1 and node.function not in self._helpers:
            name = errno_name(ctypes.get_errno(), self.architecture)
            raise StepError(f"{node.function} fails with {name}")
        if statement.target:
            self.set(statement.target, result)

    def set(self, name: str, number: int) -> None:
        """Give the variable ``name`` a value, cut to a long."""
        self.variables[name] = Value(self.long.wrap(number), self.long)

    def value(self, node: Node) -> int:
        """Return what ``node`` is worth; its calls are made."""
        match node:
            case Binary("&&", left, right):
                return int(self.value(left) != 0 and self.value(right) != 0)
            case Binary("||", left, right):
                return int(self.value(left) != 0 or self.value(right) != 0)
            case Conditional(condition, yes, no):
                return self.value(yes if self.value(condition) else no)
        result = evaluate(self._called(node), self._environment)
        if not isinstance(result, Value):
            raise StepError(result.reason)
        return result.number

    def _called(self, node: Node) -> Node:
        """``node`` with a name in place of each call."""
        if not isinstance(node, Call) or not (
            node.function in self._helpers or node.function in self._numbers
        ):
            return rebuilt(node, self._called)
        name = f"_result_{len(self.variables)}"
        self.set(name, self._call(node.function, [self.value(one) for one in node.arguments]))
        return Symbol(name)

    def _call(self, function: str, arguments: list[int]) -> int:
        if function in self._helpers:
            return int(self._helpers[function](*arguments) or 0)
        number = ctypes.c_long(self._numbers[function])
        return int(LIBC.syscall(number, *map(ctypes.c_long, arguments)))

    def _define(self, name: str) -> None:
        """Give ``name`` the address of its text, or the value that the system's headers give."""
        if name in self.variables:
            return
        text = text_of(name)
        if text is not None:
            buffer = ctypes.create_string_buffer(text.encode().decode("unicode_escape").encode())
            self._kept.append(buffer)
            self.set(name, ctypes.addressof(buffer))
        elif isinstance(found := self._environment.lookup(name), Value):
            self.variables[name] = found
        elif not isinstance(found, str) and (number := constant(name)) is not None:
            self.set(name, number)


def expressions(statements: tuple[Statement, ...]) -> Iterator[Node]:
    """Yield every expression of ``statements``."""
    for one in statements:
        if isinstance(one, Block):
            yield one.condition
            yield from expressions(one.body)
        else:
            yield one.node


def calls(text: str) -> set[str]:
    """Return the names of all functions that the steps ``text`` call."""
    pending = list(expressions(read_steps(text)))
    found = set()
    while pending:
        node = pending.pop()
        if isinstance(node, Call):
            found.add(node.function)
        pending += children(node)
    return found


def assigned(statements: tuple[Statement, ...]) -> Iterator[str]:
    """Yield the names of all variables, in the order of their first values."""
    for one in statements:
        if isinstance(one, Block):
            yield from assigned(one.body)
        elif one.target:
            yield one.target
