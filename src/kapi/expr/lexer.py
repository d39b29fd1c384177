"""Text of an expression to tokens. Linear time; no token is longer than the text."""

from __future__ import annotations

import re

import msgspec

from kapi.errors import KapiError
from kapi.expr.nodes import Number, Text

END = ""


class ExpressionError(KapiError):
    """A text that is no expression. ``offset`` counts characters from 0 in that text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Token(msgspec.Struct, frozen=True):
    """One token; ``constant`` is set for numbers and texts. The last token is `END`."""

    text: str
    offset: int
    constant: Number | Text | None = None


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>\.?[0-9][0-9A-Za-z_.]*)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<character>'(?:[^'\\\n]|\\x[0-9A-Fa-f]+|\\[0-7]{1,3}|\\.)')
    |(?P<string>"(?:[^"\\\n]|\\.)*")
    |(?P<operator>\+\+|--|\|\||&&|==|!=|<=|>=|<<|>>|->|[-+*/%~!<>?:&|^(),.])""",
    re.VERBOSE | re.ASCII,
)
_NUMBER = re.compile(
    r"(?:0[xX](?P<hex>[0-9A-Fa-f]+)|0[bB](?P<binary>[01]+)|(?P<octal>0[0-7]*)"
    r"|(?P<decimal>[1-9][0-9]*))(?P<suffix>[uU]?(?:l|L|ll|LL)?|(?:l|L|ll|LL)[uU])"
)
_ESCAPE = re.compile(r"\\(?:x(?P<hex>[0-9A-Fa-f]+)|(?P<octal>[0-7]{1,3})|(?P<letter>.))")
_BASES = {"hex": 16, "binary": 2, "octal": 8, "decimal": 10}
_ESCAPES = dict(zip("abfnrtv\\'\"?0", b"\a\b\f\n\r\t\v\\'\"?\0", strict=True))


def tokens(text: str) -> list[Token]:
    """Return the tokens of ``text`` and `END`; raise `ExpressionError` at the first other thing."""
    found = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(f"unexpected character {text[position]!r}", position)
        if match.lastgroup == "number":
            found.append(Token(match[0], position, _constant(match[0], position)))
        elif match.lastgroup == "character":
            found.append(Token(match[0], position, _character(match[0], position)))
        elif match.lastgroup == "string":
            found.append(Token(match[0], position, _string(match[0], position)))
        elif match.lastgroup != "space":
            found.append(Token(match[0], position))
        position = match.end()
    found.append(Token(END, len(text)))
    return found


def _constant(text: str, offset: int) -> Number:
    match = _NUMBER.fullmatch(text) if len(text) <= 80 else None
    if match is None:
        raise ExpressionError(f"{text[:40]!r} is not an integer constant", offset)
    digits = next(name for name in _BASES if match[name])
    base = _BASES[digits]
    value = int(match[digits], base)
    if value >= 1 << 64:
        raise ExpressionError(f"{text} does not fit into 64 bits", offset)
    suffix = match["suffix"].lower()
    return Number(value, base if value else 10, "u" in suffix, suffix.count("l"))


def _character(text: str, offset: int) -> Number:
    body = text[1:-1]
    if body.startswith("\\x"):
        value = int(body[2:], 16) if len(body) <= 10 else 256
    elif body.startswith("\\") and body[1].isdigit():
        value = int(body[1:], 8) if body[1:].strip("01234567") == "" else 256
    elif body.startswith("\\"):
        value = _ESCAPES.get(body[1], 256)
    else:
        value = ord(body)
    if value > 127:
        raise ExpressionError(f"{text} has no portable value", offset)
    return Number(value)


def _string(text: str, offset: int) -> Text:
    """Decode the escapes of a string literal; C11 6.4.5, in UTF-8."""
    parts: list[bytes] = []
    position = 1
    try:
        for escape in _ESCAPE.finditer(text, 1, len(text) - 1):
            parts += (
                text[position : escape.start()].encode("utf-8", "surrogateescape"),
                _byte(escape),
            )
            position = escape.end()
        parts.append(text[position:-1].encode("utf-8", "surrogateescape"))
    except ValueError as error:
        raise ExpressionError(f"{text[:40]} is no text", offset) from error
    return Text(b"".join(parts).decode("utf-8", "surrogateescape"))


def _byte(escape: re.Match[str]) -> bytes:
    """Return the byte that an escape stands for; raise `ValueError` where it is none."""
    if escape["hex"]:
        return bytes([int(escape["hex"][:4], 16)])
    if escape["octal"]:
        return bytes([int(escape["octal"], 8)])
    return bytes([_ESCAPES.get(escape["letter"], 256)])
