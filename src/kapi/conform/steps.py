"""Steps: the few lines of C that prepare a call, run here and printed in programs.

    fd = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600);
    if (fork() == 0)
            pause();

Every variable is a long. Every call is a system call, made through syscall(2), or one of
`kapi.conform.helpers`. A system call that fails ends the steps, unless its result is used in
an expression.
"""

from __future__ import annotations

import ctypes
import errno
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from kapi.conform.constants import constant
from kapi.conform.helpers import apart, memory_helpers
from kapi.conform.libc import LIBC
from kapi.conform.statements import (
    Block,
    Do,
    Statement,
    StepError,
    assigned,
    call_parts,
    calls,
    expression,
    expressions,
    functions,
    read_steps,
    split_steps,
)
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import (
    Binary,
    Call,
    Conditional,
    Node,
    Number,
    Symbol,
    Text,
    names,
    rebuilt,
)
from kapi.expr.values import Value
from kapi.vocab import symbols
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name
from kapi.vocab.integers import CType
from kapi.vocab.syscalls import syscalls

__all__ = [
    "Block",
    "Do",
    "Machine",
    "Refusal",
    "Statement",
    "StepError",
    "assigned",
    "call_parts",
    "calls",
    "expression",
    "expressions",
    "functions",
    "read_steps",
    "split_steps",
]

Helper: TypeAlias = Callable[..., "int | None"]
Refusal: TypeAlias = Callable[[str, list[int]], str]
"""Takes a system call and its arguments; says why it is not made, nothing where it is."""
_OF_MMAP = 6  # arguments; of some architectures it takes a structure


class Machine:
    """Runs steps in this process. ``variables`` are the values by name, after what has run.

    ``refusal`` is asked before each system call, where it is set.
    """

    refusal: Refusal | None = None

    def __init__(
        self, architecture: Architecture, helpers: Mapping[str, Helper], page_size: int
    ) -> None:
        self.architecture = architecture
        self.long = CType(architecture.word_bits, True)
        self.variables: dict[str, Value | CType] = {}
        self._helpers = helpers
        self._numbers = syscalls(architecture)
        self._texts: dict[str, int] = {}
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

    def run(self, statements: Iterable[Statement]) -> None:
        """Run them in order; raise `StepError`, with the statement, when one fails."""
        for one in statements:
            if isinstance(one, Do):
                self._do(one)
            elif one.keyword == "if":
                self.run(one.body if self._said(one.condition, one) else one.otherwise)
            else:
                while self._said(one.condition, one):
                    self.run(one.body)

    def _do(self, statement: Do) -> None:
        result = self._said(statement.node, statement)
        if statement.target:
            self.set(statement.target, result)

    def _said(self, node: Node, statement: Statement) -> int:
        """The value of ``node``; what fails in it is said of ``statement``."""
        try:
            if isinstance(statement, Do):
                return self._result(node)
            return self.value(node)
        except StepError as error:
            raise StepError(error.reason, error.statement or statement.text, error.errno) from error
        except (OSError, ValueError, OverflowError) as error:
            number = error.errno if isinstance(error, OSError) else None
            raise StepError(_reason(error, self.architecture), statement.text, number) from error

    def set(self, name: str, number: int) -> None:
        """Give the variable ``name`` a value, cut to a long."""
        self.variables[name] = Value(self.long.wrap(number), self.long)

    def value(self, node: Node) -> int:
        """Return what ``node`` is worth; its calls are made."""
        if (number := self._at_once(node)) is not None:
            return number
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

    def _at_once(self, node: Node) -> int | None:
        """What a number, a variable or a call is worth, without the rules of C for it.

        A child makes each call once: what it need not look at, it need not copy.
        """
        match node:
            case Number(number):
                return number if number <= self.long.maximum else None
            case Symbol(name):
                known = self.variables.get(name)
                return known.number if isinstance(known, Value) else None
            case Call(function, arguments) if self._makes(function):
                return self.long.wrap(self._call(function, [*map(self._result, arguments)]))
        return None

    def _makes(self, function: str) -> bool:
        return function in self._helpers or function in self._numbers

    def _result(self, node: Node) -> int:
        """What ``node`` is worth, where a system call that is all of it must not fail."""
        result = self.value(node)
        if result == -1 and isinstance(node, Call) and node.function not in self._helpers:
            number = ctypes.get_errno()
            name = errno_name(number, self.architecture)
            raise StepError(f"{node.function} fails with {name}", errno=number)
        return result

    def _called(self, node: Node) -> Node:
        """``node`` with a value in place of each call, and of each name that is also a fact."""
        if isinstance(node, Symbol) and node.name.startswith(("RLIMIT_", "CAP_")):
            known = self.variables.get(node.name)
            return Number(known.number) if isinstance(known, Value) else node
        if isinstance(node, Text):
            return Number(self._address(node.value))
        if not isinstance(node, Call) or not self._makes(node.function):
            return rebuilt(node, self._called)
        name = f"_result_{len(self.variables)}"
        self.set(name, self._call(node.function, [self._result(one) for one in node.arguments]))
        return Symbol(name)

    def _call(self, function: str, arguments: list[int]) -> int:
        if function in self._helpers:
            return int(self._helpers[function](*arguments) or 0)
        if self.refusal is not None and (reason := self.refusal(function, arguments)):
            raise StepError(reason)
        if function == "mmap" and len(arguments) == _OF_MMAP:
            return apart(functools.partial(self._made, function), arguments)
        return self._made(function, *arguments)

    def _made(self, function: str, *arguments: int) -> int:
        number = ctypes.c_long(self._numbers[function])
        return int(LIBC.syscall(number, *map(ctypes.c_long, arguments)))

    def _address(self, text: str) -> int:
        """Where the text lies, ended by a zero byte."""
        if text not in self._texts:
            self._texts[text] = memory_helpers.text(text.encode("utf-8", "surrogateescape"))
        return self._texts[text]

    def _define(self, name: str) -> None:
        """Give ``name`` the value that the system's headers give."""
        if name in self.variables:
            return
        if name == "NULL":
            self.set(name, 0)
        elif name.startswith(("RLIMIT_", "CAP_")) and (
            known := symbols.value(name, self.architecture)
        ):
            self.set(name, known.number)
        elif isinstance(found := self._environment.lookup(name), Value):
            self.variables[name] = found
        elif not isinstance(found, str) and (number := constant(name)) is not None:
            self.set(name, number)


def _reason(error: Exception, architecture: Architecture) -> str:
    """What a helper says that failed."""
    if isinstance(error, OSError) and error.errno:
        return f"fails with {errno_name(error.errno, architecture) or errno.errorcode[error.errno]}"
    return str(error)
