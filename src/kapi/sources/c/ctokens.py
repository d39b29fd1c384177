"""C tokens with their places, and the text they spell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r""""(?:[^"\\]|\\.)*+"?|'(?:[^'\\]|\\.)*+'?|\.\.\.|##|<<|>>|\w+|[^\s\w]""",
)
OPENERS = "([{"
CLOSERS = ")]}"
_TIGHT_AFTER = frozenset("([*#~!")
_TIGHT_BEFORE = frozenset(")],;")


class Token(NamedTuple):
    """One token of C: its text, and where it begins (line index from 0, column from 0)."""

    text: str
    line: int
    column: int


def tokens(code: str, line: int, column: int = 0) -> Iterator[Token]:
    """Yield the tokens of one line of code, from ``column`` on."""
    for match in _TOKEN.finditer(code, column):
        yield Token(match.group(), line, match.start())


def is_word(text: str) -> bool:
    """Say whether ``text`` is an identifier, a keyword or a number."""
    return text[0].isalnum() or text[0] == "_"


def matches(run: Sequence[Token]) -> dict[int, int]:
    """Return the index of the closing bracket for that of each opening one.

    A bracket that is never closed goes with the end of the run.
    """
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(run):
        if token.text in OPENERS:
            waiting.append(index)
        elif token.text in CLOSERS and waiting:
            pairs[waiting.pop()] = index
    for index in waiting:
        pairs[index] = len(run)
    return pairs


def split(run: Sequence[Token]) -> list[list[Token]]:
    """Return the parts of ``run`` between its outermost commas."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in run:
        if token.text == "," and depth == 0:
            parts.append([])
            continue
        if token.text in OPENERS:
            depth += 1
        elif token.text in CLOSERS:
            depth -= 1
        parts[-1].append(token)
    return parts


def spell(run: Sequence[Token]) -> str:
    """Return the text of ``run``, spaced as kernel developers space a type."""
    pieces: list[str] = []
    before = ""
    for index, token in enumerate(run):
        after = run[index + 1].text if index + 1 < len(run) else ""
        if before and _spaced(before, token.text, after):
            pieces.append(" ")
        pieces.append(token.text)
        before = token.text
    return "".join(pieces)


def _spaced(before: str, text: str, after: str) -> bool:
    if before in _TIGHT_AFTER or text in _TIGHT_BEFORE:
        return False
    if text == "(":
        return is_word(before) and after == "*"
    return text != "["
