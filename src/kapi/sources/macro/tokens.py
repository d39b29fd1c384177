"""C text to tokens, as far as the macro dialects need it: one pass, linear, never fails."""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from kapi.sources.source_text import Line, SourceText
from kapi.span import Span


class Kind(enum.Enum):
    """What a token is. A character literal counts as a number."""

    WORD = "word"
    NUMBER = "number"
    STRING = "string"
    SIGN = "sign"


class Token(NamedTuple):
    """One token. ``start`` is its offset in the block; ``spaced`` says white space precedes it."""

    kind: Kind
    text: str
    start: int
    spaced: bool


_TOKEN = re.compile(
    r"""
      (?P<string>(?:u8|[uUL])?"(?:[^"\\\n]|\\[\s\S])*+")
    | (?P<open>"[^\n]*)
    | (?P<number>'(?:[^'\\\n]|\\.)++'|\d(?:[eEpP][+-]|[\w.])*+)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>\.\.\.|->|\+\+|--|&&|\|\||<<=?|>>=?|[-+*/%&|^<>=!]=|\#\#|[\s\S])
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"(?:\s|\\\n|//[^\n]*)++")
_DIRECTIVE = re.compile(r"#[^\n\\]*+(?:\\[\s\S][^\n\\]*+)*+")
_KINDS = {kind.value: kind for kind in Kind}


class Scan:
    """The tokens of a block and what stood between them.

    ``directives`` are offsets of preprocessor lines; ``unclosed`` are offsets of literals and
    comments without an end; ``comments`` are (offset, text) of block comments.
    """

    def __init__(self, text: SourceText, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.code = "\n".join(line.text for line in lines)
        self.tokens: list[Token] = []
        self.directives: list[int] = []
        self.unclosed: list[int] = []
        self.comments: list[tuple[int, str]] = []
        self._starts = [0]
        for line in lines[:-1]:
            self._starts.append(self._starts[-1] + len(line.text) + 1)

    def span(self, start: int, end: int | None = None) -> Span:
        """Return the place of offset ``start`` in the user's text, up to offset ``end``."""
        if not self.lines:
            return Span(source=self.text.source, file=self.text.file)
        index = bisect_right(self._starts, start) - 1
        last = index if end is None else bisect_right(self._starts, end) - 1
        return self.text.span(self.lines[index], start - self._starts[index], self.lines[last])


def scan(text: SourceText, lines: Sequence[Line]) -> Scan:
    """Return the tokens of ``lines``, which belong to ``text``."""
    result = Scan(text, lines)
    code = result.code
    position = 0
    spaced = True
    while position < len(code):
        after = _skip(result, position)
        if after > position:
            position, spaced = after, True
            continue
        match = _TOKEN.match(code, position)
        assert match  # the last alternative takes any character
        if match.lastgroup == "open":
            result.unclosed.append(position)
        kind = _KINDS.get(match.lastgroup or "", Kind.STRING)
        result.tokens.append(Token(kind, match.group(), position, spaced))
        position, spaced = match.end(), False
    return result


def _skip(result: Scan, position: int) -> int:
    """Return the offset after the blanks, comment or directive that stand at ``position``."""
    code = result.code
    if match := _BLANK.match(code, position):
        return match.end()
    if code.startswith("/*", position):
        end = code.find("*/", position + 2)
        if end < 0:
            result.unclosed.append(position)
            return len(code)
        result.comments.append((position, code[position + 2 : end]))
        return end + 2
    if code[position] == "#":
        line = code.rfind("\n", 0, position) + 1
        if not code[line:position].strip() and (match := _DIRECTIVE.match(code, position)):
            result.directives.append(position)
            return match.end()
    return position


_OPENS = {"(": ")", "[": "]", "{": "}"}
_CLOSES = {close: open_ for open_, close in _OPENS.items()}


def pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """Return the index of the closing bracket for that of each opening one that is closed.

    A bracket of one kind inside another is given up when the outer one closes first.
    """
    found: dict[int, int] = {}
    waiting: list[int] = []
    depth = dict.fromkeys(_OPENS, 0)
    for index, token in enumerate(tokens):
        if token.kind is not Kind.SIGN:
            continue
        if token.text in _OPENS:
            waiting.append(index)
            depth[token.text] += 1
        elif token.text in _CLOSES and depth[_CLOSES[token.text]]:
            while True:
                opener = waiting.pop()
                depth[tokens[opener].text] -= 1
                if tokens[opener].text == _CLOSES[token.text]:
                    found[opener] = index
                    break
    return found


def spell(run: Sequence[Token]) -> str:
    """Return the text of ``run``: as written, with white space folded and comments gone."""
    pieces: list[str] = []
    for token in run:
        if token.spaced and pieces:
            pieces.append(" ")
        pieces.append(token.text)
    return "".join(pieces)


def split(run: Sequence[Token], sign: str = ",") -> list[list[Token]]:
    """Return the parts of ``run`` between its outermost ``sign``s; no part for no token."""
    parts: list[list[Token]] = [[]] if run else []
    depth = 0
    for token in run:
        if token.kind is Kind.SIGN:
            if token.text == sign and depth == 0:
                parts.append([])
                continue
            if token.text in _OPENS:
                depth += 1
            elif token.text in _CLOSES:
                depth = max(0, depth - 1)
        parts[-1].append(token)
    return parts
