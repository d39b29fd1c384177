"""Statements and expressions of steps as a C program has them, without a warning of gcc."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kapi.conform.helpers import HELPERS
from kapi.conform.steps import Block, Do, Statement, expressions
from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    names,
)
from kapi.expr.render_c import render_c
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import syscall_number

_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_SUMS = frozenset(("+", "-"))
_PRODUCTS = frozenset(("*", "/", "%"))
_LAST_REGISTER = 5  # the sixth argument of a call lies on the stack for syscall(2)
_TAKEN = frozenset(
    (
        *HELPERS,
        *("must", "mapped", "shared", "tried", "syscall", "errno", "room"),
        *("handle", "handler", "state"),
        *("int", "long", "char", "short", "signed", "unsigned", "void", "auto", "register"),
        *("static", "extern", "const", "volatile", "inline", "restrict", "typedef", "sizeof"),
        *("float", "double", "enum", "union", "do", "goto", "default", "stdin", "stdout"),
    )
)


def statements_in_c(
    statements: Collection[Statement], variables: Collection[str], architecture: Architecture
) -> Iterator[str]:
    """Yield the rows of ``statements``, of which ``variables`` are those that have a value."""
    writer = _Writer(variables, architecture)
    return writer.rows(statements)


def syscall_in_c(
    number: str, arguments: Collection[Node], variables: Collection[str], arch: Architecture
) -> str:
    """Return the call of the system call ``number``; its failure ends nothing."""
    return _Writer(variables, arch).syscall(number, arguments)


def declarations(
    statements: Collection[Statement], variables: Collection[str], arguments: Collection[Node]
) -> Iterator[str]:
    """Yield the rows that declare ``variables``; those that nobody reads are marked."""
    read = {name for node in (*expressions(statements), *arguments) for name in names(node)}
    used = [_c_name(name) for name in variables if name in read]
    if used:
        yield f"long {', '.join(used)};"
    for name in variables:
        if name not in read:
            yield f"long {_c_name(name)} __attribute__((unused));"


def _c_name(name: str) -> str:
    return f"{name}_" if name in _TAKEN else name


class _Writer:
    def __init__(self, variables: Collection[str], architecture: Architecture) -> None:
        self.variables = frozenset(variables)
        self.architecture = architecture

    def rows(self, statements: Collection[Statement]) -> Iterator[str]:
        for one in statements:
            if isinstance(one, Block):
                yield f"{one.keyword} ({self.text(one.condition)}) {{"
                yield from (f"\t{row}" for row in self.rows(one.body))
                if one.otherwise:
                    yield "} else {"
                    yield from (f"\t{row}" for row in self.rows(one.otherwise))
                yield "}"
            else:
                yield self._do(one)

    def _do(self, one: Do) -> str:
        text = self._checked(one.node)
        if one.target:
            return f"{_c_name(one.target)} = {text};"
        return f"{text};" if isinstance(one.node, Call) else f"(void)({text});"

    def _checked(self, node: Node) -> str:
        """``node``, which must not fail where it is a system call."""
        text = self.text(node)
        return f"must({text})" if text.startswith(("syscall(", "fork(", "mapped(")) else text

    def text(self, node: Node) -> str:
        match node:
            case Number(value, base):
                large = value >= 1 << 31
                shown = f"0x{value:x}" if value >= 1 << 63 or base == 16 else render_c(node)
                return f"(long){shown}" if large else shown
            case Symbol("NULL"):
                return "0"
            case Symbol(name):
                return _c_name(name) if name in self.variables else name
            case Unary(operator, operand):
                inner = self._operand(operand)
                return f"{operator}{' ' if inner.startswith(operator) else ''}{inner}"
            case Binary(operator, left, right):
                return f"{self._side(operator, left, True)} {operator} " + self._side(
                    operator, right, False
                )
            case Conditional(condition, yes, no):
                return " ".join(
                    (self._operand(condition), "?", self._operand(yes), ":", self._operand(no))
                )
            case Cast(type_name, operand):
                return f"({type_name}){self._operand(operand)}"
            case Call(function, arguments):
                return self._call(function, arguments)
        shown = render_c(node)
        return f"(long){shown}" if shown.startswith('"') else shown

    def _operand(self, node: Node) -> str:
        text = self.text(node)
        return f"({text})" if isinstance(node, Binary | Conditional) else text

    def _side(self, outer: str, node: Node, left: bool) -> str:
        text = self.text(node)
        plain = not isinstance(node, Binary | Conditional)
        if plain or (isinstance(node, Binary) and _clear(outer, node.operator, left)):
            return text
        return f"({text})"

    def _call(self, function: str, arguments: Collection[Node]) -> str:
        number = syscall_number(function, self.architecture)
        if function == "mmap" and len(arguments) == _LAST_REGISTER + 1:  # as steps do
            function = "mapped"
        elif function not in HELPERS and number is not None:
            return self.syscall(f"SYS_{function}", arguments)
        return f"{function}({', '.join(map(self._checked, arguments))})"

    def syscall(self, number: str, arguments: Collection[Node]) -> str:
        passed = [self._passed(place, one) for place, one in enumerate(arguments)]
        return f"syscall({', '.join([number, *passed])})"

    def _passed(self, place: int, node: Node) -> str:
        """``node`` as wide as a register: syscall(2) takes what it is given, and -1 is an int."""
        text = self._checked(node)
        is_long = text.startswith(("(long)", "must(")) or text in map(_c_name, self.variables)
        if is_long or (place < _LAST_REGISTER and not _may_be_negative(node)):
            return text
        return f"(long)({text})" if isinstance(node, Binary | Conditional) else f"(long){text}"


def _may_be_negative(node: Node) -> bool:
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Binary | Unary) and here.operator in "-~":
            return True
        pending += children(here)
    return False


def _clear(outer: str, inner: str, left: bool) -> bool:
    """Whether everybody knows which of the two operators binds tighter."""
    if outer == inner:
        return left or outer in ("|", "&&", "||", "&", "+", "*")
    if outer in _SUMS:
        return inner in _PRODUCTS or (left and inner in _SUMS)
    if outer in _COMPARISONS:
        return inner in _SUMS | _PRODUCTS
    return outer in ("&&", "||") and inner in _COMPARISONS
