"""The numbers in what strace shows of an argument: symbols, flags, comments and paths around."""

from __future__ import annotations

import re

from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.lexer import ExpressionError
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name

WORD = (1 << 64) - 1
_MOST_KEPT = 50_000
_SMALL = 1 << 16
_NUMBER_THERE = re.compile(r"\[(-?\d{1,20})(?: => -?\d{1,20})?\]")
_HIGHEST_ERRNO = 4095  # MAX_ERRNO, include/linux/err.h
_LONGEST = 400  # characters; a longer list of flags is none
_POINTED = ('"', "{", "[", "@", "~[")
_COMMENT = re.compile(r" */\*[^*]*\*/")
_VERBOSE = re.compile(r"(?:-?\d+|0x[0-9a-f]+) /\* ((?!\d+ vars|\S*\?\?\?)[^*]*) \*/")
_DESCRIPTOR = re.compile(r"(-?\d+|AT_FDCWD)(?: /\*[^*]*\*/)?<")
_NAMED = re.compile(r"[a-z_]\w*=")
_MEMBER = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{(]|[\]})]|, ')


class Decoder:
    """Turns the text of an argument into a number for ``architecture``; remembers texts."""

    def __init__(self, architecture: Architecture) -> None:
        self._environment = Environment(architecture=architecture, numbers=True)
        self._kept: dict[str, int | None] = {}

    def __call__(self, text: str) -> int | None:
        """Return the register, unsigned and 64 bits wide, or None where the text does not say it.

        A pointer of which the bytes are shown, a structure or an array is such a text.
        """
        if text in self._kept:
            return self._kept[text]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        number = self._kept[text] = self._number(text)
        return number

    def _number(self, text: str) -> int | None:
        if text.isdecimal() and (text == "0" or text[0] != "0") and len(text) <= 20:
            return int(text) & WORD
        if text.startswith(_POINTED) or len(text) > _LONGEST:
            return None
        if text == "NULL":
            return 0
        if named := _NAMED.match(text):
            return self._number(text[named.end() :])
        if found := _DESCRIPTOR.match(text):
            text = found[1]
        return self._evaluated(_COMMENT.sub("", text))

    def _evaluated(self, text: str) -> int | None:
        try:
            result = evaluate(parse(text), self._environment)
        except ExpressionError:
            return None
        return result.number & WORD if isinstance(result, Value) else None


def shown_register(raw: int, kind: str | None, architecture: Architecture) -> str:
    """A register as its parameter's C type has it: addresses and large numbers in base 16."""
    found = parameter_type(kind or "", architecture)
    number = found.wrap(raw) if found is not None else raw
    if kind and "*" in kind:
        return hex(number) if number else "NULL"
    return str(number) if abs(number) < _SMALL else hex(number)


def shown_result(result: int, architecture: Architecture) -> str:
    """What a call returned, as strace shows it."""
    if -_HIGHEST_ERRNO <= result < 0:
        return f"-1 {errno_name(-result, architecture) or f'(errno {-result})'}"
    return str(result) if abs(result) < _SMALL else hex(result & WORD)


def with_symbols(text: str) -> str:
    """Return a call as ``-X abbrev`` shows it: ``AT_FDCWD`` for ``-100 /* AT_FDCWD */``."""
    return _VERBOSE.sub(r"\1", text)


def member(text: str, path: str) -> str | None:
    """Return what is shown of the member ``path`` (``it_value.tv_nsec``) in ``{a=1, b={c=2}}``.

    ``*`` is the number behind a pointer as the call found it: 128 of ``[128 => 16]``.
    """
    if path == "*":
        return _NUMBER_THERE.sub(r"\1", text) if _NUMBER_THERE.fullmatch(text) else None
    for name in path.split("."):
        found = _member(text, name)
        if found is None:
            return None
        text = found
    return text


def _member(text: str, name: str) -> str | None:
    if not text.startswith("{"):
        return None
    depth, start = 0, 1
    for found in _MEMBER.finditer(text):
        one = found.group()
        if one in "[{(":
            depth += 1
        elif one in "]})":
            depth -= 1
        if (one == ", " and depth == 1) or depth == 0:
            key, _, value = text[start : found.start()].partition("=")
            if key == name:
                return value
            start = found.end()
        if depth == 0:
            return None
    return None
