"""The declaration that follows a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.model.spec import Declaration
from kapi.sources.c.cdecl import SYSCALL, Parsed, parse_define, parse_function, parse_syscall
from kapi.sources.c.clex import Lexed
from kapi.sources.c.ctokens import CLOSERS, OPENERS, Token, matches, tokens
from kapi.sources.source_text import SourceText
from kapi.vocab.words import ApiKind

LIMIT = 5000
"""Tokens after which a declaration is given up: the longest of Linux 6.12 has some 300."""

_DEFINE = re.compile(r"\s*#\s*define\b")
_PASSED = re.compile(r"\s*#\s*(?:if|ifdef|ifndef|elif|else|endif|undef|pragma)\b")


def declaration_at(
    text: SourceText, lexed: Lexed, line: int, column: int, stops: frozenset[int]
) -> Declaration | None:
    """Return the declaration that follows the place (indices from 0), or None.

    Blank lines, ordinary comments and conditional directives are passed over. ``stops`` are
    the lines on which another spec begins: a declaration does not reach beyond one.
    """
    run = run_at(lexed, line, column, stops)
    if not run:
        return None
    parsed = parse_define(run) if run[0].text == "#" else parse_syscall(run) or parse_function(run)
    if parsed and parsed.macro == "#define" and parsed.kind is ApiKind.FUNCTION:
        run = run[: matches(run).get(3, len(run)) + 1]  # without the body
    return _declaration(text, lexed, parsed, run) if parsed else None


def run_at(lexed: Lexed, line: int, column: int, stops: frozenset[int]) -> list[Token]:
    """Return the tokens of the declaration at a place, without its body."""
    run: list[Token] = []
    depth = 0
    for token in _following(lexed, line, column, stops):
        text = token.text
        if text in "{};" or len(run) >= LIMIT or (text == "=" and depth == 0):
            return run
        run.append(token)
        if text in OPENERS:
            depth += 1
        elif text in CLOSERS:
            depth -= 1
            if depth < 0:
                return run
            if depth == 0 and SYSCALL.fullmatch(run[0].text):
                return run
    return run


def _following(lexed: Lexed, line: int, column: int, stops: frozenset[int]) -> Iterator[Token]:
    """Yield the tokens from a place on: up to the next spec, or to the end of a ``#define``."""
    begun = False
    number = line
    while number < len(lexed.code):
        if number in stops and number > line:
            return
        code = lexed.code[number]
        if lexed.directive[number]:
            last = _directive_end(lexed, number)
            if not begun and _DEFINE.match(code):
                for index in range(number, last + 1):
                    for token in tokens(lexed.code[index], index):
                        if token.text != "\\":
                            yield token
                return
            if number > line and not _PASSED.match(code):
                return
            number = last
        else:
            for token in tokens(code, number, column if number == line else 0):
                begun = True
                yield token
        number += 1


def _directive_end(lexed: Lexed, number: int) -> int:
    while (
        lexed.code[number].rstrip().endswith("\\")
        and number + 1 < len(lexed.code)
        and lexed.directive[number + 1]
    ):
        number += 1
    return number


def _declaration(text: SourceText, lexed: Lexed, parsed: Parsed, run: list[Token]) -> Declaration:
    first, last = run[0], run[-1]
    pieces = []
    for number in range(first.line, last.line + 1):
        if lexed.directive[number] and first.text != "#":
            continue
        start = first.column if number == first.line else 0
        stop = last.column + len(last.text) if number == last.line else None
        pieces.append(lexed.code[number][start:stop].rstrip().removesuffix("\\"))
    return Declaration(
        name=parsed.name,
        kind=parsed.kind,
        text=" ".join(" ".join(pieces).split()),
        macro=parsed.macro,
        return_type=parsed.return_type,
        params=parsed.params,
        complete=parsed.complete,
        span=text.span(text.lines[first.line], first.column, end=text.lines[last.line]),
    )
