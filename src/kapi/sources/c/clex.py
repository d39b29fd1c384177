"""One pass over C lines: where comments, directives and literals stand.

Works on fragments too: the hunks of a patch may begin or end in the middle of a comment, a
macro body or a function, so a literal never spans lines (but for a backslash at the line's
end, as in C), and a comment that is not closed before the next one opens ends where its
`` * `` lines end. Linear in the text.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

_PIECE = re.compile(
    r"""/\*|//|\*/|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|["']""",
)
_INTERESTING = re.compile(r"""["'#]|/[*/]|\*/""")
_LITERAL = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'""")
_OPENER = re.compile(r"\s*/\*(?:\*?\s|\*?$)")
_STRING_END = re.compile(r'(?:[^"\\]|\\.)*+"')
_STAR = re.compile(r"\s*\*")


class Comment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A block comment: its first and last line (indices from 0) and its columns in them.

    ``start`` is the column of ``/*``; ``end`` the one after ``*/``. ``kernel_doc`` is true for
    ``/**`` at the head of a line of code. ``complete`` is false when ``*/`` is missing,
    ``opened`` where ``/*`` is.
    """

    first: int
    last: int
    start: int
    end: int
    kernel_doc: bool
    complete: bool
    opened: bool = True


class Lexed(msgspec.Struct, frozen=True, kw_only=True):
    """The result of the pass.

    ``code`` holds each line with comments blanked (columns stay). ``directive`` says which
    lines belong to a preprocessor directive. ``tails`` are (first, last) lines of comments
    whose beginning is not in the text.
    """

    code: tuple[str, ...]
    directive: tuple[bool, ...]
    comments: tuple[Comment, ...]
    tails: tuple[tuple[int, int], ...]


def lex(lines: Sequence[str]) -> Lexed:
    """Return where the comments, directives and literals of C ``lines`` stand."""
    return _Lexer(lines).run()


def without_literals(code: str) -> str:
    """Return ``code`` with every string and character literal emptied."""
    return _LITERAL.sub('""', code)


class _Lexer:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.code = [""] * len(lines)
        self.directive = [False] * len(lines)
        self.comments: list[Comment] = []
        self.tails: list[tuple[int, int]] = []
        self.closers = [number for number, line in enumerate(lines) if "*/" in line]
        self.openers = [number for number, line in enumerate(lines) if _OPENER.match(line)]
        self.continued = False  # the line before is a directive that ends in a backslash
        self.in_string = False  # the line before ends in a string with a backslash

    def run(self) -> Lexed:
        number = 0
        while number < len(self.lines):
            number = self._line(number)
        return Lexed(
            code=tuple(self.code),
            directive=tuple(self.directive),
            comments=tuple(self.comments),
            tails=tuple(self.tails),
        )

    def _line(self, number: int) -> int:
        text = self.lines[number]
        if not (self.continued or self.in_string or _INTERESTING.search(text)):
            self.code[number] = text
            return number + 1
        directive = self.continued or (not self.in_string and text.lstrip().startswith("#"))
        position = self._string_tail(text) if self.in_string else 0
        blank, pieces = position, []  # the code so far: that many blanks, then the pieces
        heads = not directive
        first = number
        while match := _PIECE.search(text, position):
            start, token = match.start(), match.group()
            pieces.append(text[position:start])
            heads = heads and not pieces[-1].strip()
            position = match.end()
            if token == "//":
                position = len(text)
            elif token == "*/":
                self._tail(number)
                blank, pieces = position, []
            elif token == "/*":
                last, position = self._comment(number, start, heads)
                if last == number:
                    pieces.append(" " * (position - start))
                else:
                    self.code[number] = " " * blank + "".join(pieces)
                    number, text = last, self.lines[last]
                    blank, pieces, heads = position, [], False
            elif len(token) == 1:
                self.in_string = token == '"' and not directive and _continues(text)
                pieces.append(text[start:])
                position = len(text)
            else:
                pieces.append(token)
                heads = False
        code = " " * blank + "".join(pieces) + text[position:]
        # Lines that are comments from end to end share their blanks.
        self.code[number] = sys.intern(code) if code.isspace() else code
        self.directive[first : number + 1] = [directive] * (number + 1 - first)
        self.continued = directive and _continues(text)
        return number + 1

    def _string_tail(self, text: str) -> int:
        """Return where the string ends that began on an earlier line."""
        match = _STRING_END.match(text)
        self.in_string = not match and _continues(text)
        return match.end() if match else len(text)

    def _comment(self, first: int, start: int, heads: bool) -> tuple[int, int]:
        """Record the comment that opens at ``start``; return the place after its end."""
        text = self.lines[first]
        column = text.find("*/", start + 2)
        last = first
        complete = True
        if column < 0:
            last = self._next(self.closers, first)
            opener = self._next(self.openers, first)
            if last >= len(self.lines) or opener <= last:
                complete = False
                last = self._cut_off(first, min(opener, len(self.lines)))
            else:
                column = self.lines[last].find("*/")
        end = column + 2 if complete else len(self.lines[last])
        self.comments.append(
            Comment(
                first=first,
                last=last,
                start=start,
                end=end,
                kernel_doc=heads
                and text.startswith("/**", start)
                and text[start + 3 : start + 4] not in ("*", "/"),
                complete=complete,
            )
        )
        return last, end

    def _next(self, numbers: list[int], after: int) -> int:
        index = bisect_left(numbers, after + 1)
        return numbers[index] if index < len(numbers) else len(self.lines)

    def _cut_off(self, first: int, limit: int) -> int:
        """Return the last line of a comment without ``*/`` that ends before ``limit``.

        Its lines begin with stars; one line between them may have lost its own, or been wrapped.
        """
        if first + 1 < limit and not _STAR.match(self.lines[first + 1]):
            return limit - 1
        last = number = first
        while number + 1 < limit and number - last < 2:
            number += 1
            if _STAR.match(self.lines[number]):
                last = number
        return last

    def _tail(self, last: int) -> None:
        """Take back the lines of a comment of which only ``*/`` and what is before it is here."""
        if self.tails and self.tails[-1][1] == last:
            return
        first = last
        earliest = self.comments[-1].last + 1 if self.comments else 0
        if self.tails:
            earliest = max(earliest, self.tails[-1][1] + 1)
        while first > earliest and _STAR.match(self.lines[first - 1]):
            first -= 1
            self.code[first] = ""
        self.tails.append((first, last))


def _continues(text: str) -> bool:
    return text.rstrip().endswith("\\")
