"""Trees to C text, with the parentheses that C needs and no others."""

from __future__ import annotations

from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    OffsetOf,
    SizeOf,
    Symbol,
    Text,
    Unary,
)
from kapi.expr.parser import POINTED, PRECEDENCE

_CONDITIONAL = 0
_PREFIX = 20
_SPECIAL = {ord('"'): '\\"', ord("\\"): r"\\", ord("\n"): r"\n", ord("\t"): r"\t"}
_DIGITS = {2: "0b{:b}", 8: "0{:o}", 10: "{:d}", 16: "0x{:x}"}


def render_c(node: Node) -> str:
    """Return ``node`` as C text; parsing that text gives an equal tree."""
    return _render(node, _CONDITIONAL)


def _render(node: Node, least: int) -> str:
    """``least`` is the weakest precedence that needs no parentheses here."""
    text, level = _text(node)
    return f"({text})" if level < least else text


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Binary(operator, left, right):
            level = PRECEDENCE[operator]
            return f"{_render(left, level)} {operator} {_render(right, level + 1)}", level
        case Conditional(condition, yes, no):
            parts = _render(condition, 1), _render(yes, _CONDITIONAL), _render(no, _CONDITIONAL)
            return "{} ? {} : {}".format(*parts), _CONDITIONAL
        case Unary(operator, operand):
            return _prefix(operator, _render(operand, _PREFIX)), _PREFIX
        case Cast(type_name, operand):
            return f"({type_name}){_render(operand, _PREFIX)}", _PREFIX
        case _:
            return _primary(node), _PREFIX


def _prefix(operator: str, operand: str) -> str:
    """Two minus signs in a row would be another operator."""
    between = " " if operator in "-+" and operand.startswith(operator) else ""
    return f"{operator}{between}{operand}"


def _primary(node: Node) -> str:
    match node:
        case Number():
            return _number(node)
        case Text(value):
            return _string(value)
        case Symbol(name):
            return f"*{name.removesuffix(POINTED)}" if name.endswith(POINTED) else name
        case SizeOf(type_name):
            return f"sizeof({type_name})"
        case OffsetOf(type_name, member):
            return f"offsetof({type_name}, {member})"
        case Call(function, arguments):
            listed = ", ".join(_render(argument, _CONDITIONAL) for argument in arguments)
            return f"{function}({listed})"
    raise TypeError(node)


def _number(node: Number) -> str:
    digits = _DIGITS[node.base].format(node.value)
    return digits + ("U" if node.unsigned else "") + "L" * node.longs


def _string(value: str) -> str:
    """A string literal: what is not printable in octal, whose length is bounded in C."""
    return '"' + "".join(map(_character, value)) + '"'


def _character(one: str) -> str:
    if ord(one) in _SPECIAL:
        return _SPECIAL[ord(one)]
    if one.isprintable():
        return one
    return "".join(f"\\{byte:03o}" for byte in one.encode("utf-8", "surrogateescape"))
