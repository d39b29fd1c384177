"""The normal form of prose in a spec, and the way there and back.

Normal form: a paragraph is one line without indentation; a list item is one line that starts
with its marker (``-``, ``*``, ``+``, ``1.``, ``1)``), two blanks deeper for each level; a blank
line separates paragraphs; lines of a literal block (code) keep their structure, four blanks in,
after a paragraph that ends in a colon and a blank line. `fold` brings wrapped text into this
form, `wrap` wraps it again, and ``fold(wrap(text, width)) == text`` for every text in normal form.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +(?=\S)")
_MARKER = re.compile(r"[-*+]|\d{1,3}[.)]")
_LITERAL_INDENT = 4
_LITERAL_LEAST = 2
"""Columns that a line after "...:" must be indented to be code rather than a paragraph."""


def fold(lines: Iterable[str], base: int = 0) -> str:
    """Return wrapped ``lines`` in normal form.

    ``base`` is the column where the text's lines stand; those further left count as standing
    there. The first line's indentation does not count (it may follow a tag).
    """
    rows = _trim(line.expandtabs().rstrip() for line in lines)
    if not rows:
        return ""
    rows = [rows[0].lstrip(), *(row[min(_indent(row), base) :] for row in rows[1:])]
    return "\n".join(_Folder().run(rows))


def literal(lines: Iterable[str]) -> str:
    """Return code ``lines`` with their structure: common indentation and outer blanks removed.

    The first line's indentation does not count when it is none (it stood after a tag).
    """
    rows = _trim(line.expandtabs().rstrip() for line in lines)
    if rows and not rows[0].startswith(" "):
        return "\n".join([rows[0], *textwrap.dedent("\n".join(rows[1:])).split("\n")][: len(rows)])
    return textwrap.dedent("\n".join(rows))


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` (in normal form) as lines of at most ``width`` columns where possible."""
    lines: list[str] = []
    follows_colon = in_literal = False
    for number, line in enumerate(text.split("\n")):
        indent = _indent(line)
        item = _ITEM.match(line, indent)
        if in_literal:
            in_literal = not line or indent >= _LITERAL_LEAST
        elif number and follows_colon and not lines[-1] and line:
            in_literal = indent >= _LITERAL_LEAST and not item
        if not line or in_literal:
            lines.append(line)
            continue
        follows_colon = not item and line.endswith(":")
        deeper = indent + (item.end() - indent if item else 0)
        lines.extend(_wrap_one(line.lstrip(" "), indent, deeper, width))
    return lines


def _trim(lines: Iterable[str]) -> list[str]:
    """The lines without blank ones at both ends."""
    rows = list(lines)
    first = next((n for n, row in enumerate(rows) if row), len(rows))
    last = next((n for n in range(len(rows), first, -1) if rows[n - 1]), first)
    return rows[first:last]


def _wrap_one(line: str, indent: int, deeper: int, width: int) -> list[str]:
    """One paragraph or item. No line but the first may begin with what reads as a marker."""
    words = line.split(" ")
    rows: list[str] = []
    row: list[str] = [words[0]]
    length = indent + len(words[0])
    last_marker = 1 if _MARKER.fullmatch(words[0]) else 0
    for number, word in enumerate(words[1:], start=1):
        stays = number <= last_marker or not word or _MARKER.fullmatch(word)
        if not stays and length + 1 + len(word) > width:
            rows.append(" " * (deeper if rows else indent) + " ".join(row))
            row, length = [word], deeper + len(word)
        else:
            row.append(word)
            length += 1 + len(word)
    return [*rows, " " * (deeper if rows else indent) + " ".join(row)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Folder:
    """One pass over lines, keeping the list levels and the literal block that are open."""

    def __init__(self) -> None:
        self.out: list[list[str]] = []  # words of each line; joined once at the end
        self.levels: list[int] = []  # marker columns of the open list items
        self.blanks = 0  # blank lines just passed
        self.literal_base: int | None = None  # column of the open literal block
        self.prose_open = False  # whether the last line is one that text can continue

    def run(self, rows: list[str]) -> list[str]:
        for row in rows:
            if not row:
                self.blanks += 1
                continue
            indent = _indent(row)
            if self.literal_base is None and self._opens_literal(row, indent):
                self.literal_base = indent
            elif self.literal_base is not None and indent < _LITERAL_LEAST:
                self.literal_base = None
                self.prose_open = False
            if self.literal_base is not None:
                self._code(row, min(indent, self.literal_base))
            else:
                self._prose(row, indent)
            self.blanks = 0
        return [" ".join(words) for words in self.out]

    def _opens_literal(self, row: str, indent: int) -> bool:
        last = self.out[-1] if self.out else [""]
        return (
            self.blanks > 0
            and indent >= _LITERAL_LEAST
            and not self.levels
            and last[-1].endswith(":")
            and not _ITEM.match(row, indent)
        )

    def _code(self, row: str, base: int) -> None:
        self.out.extend([""] for _ in range(self.blanks))
        self.out.append([" " * _LITERAL_INDENT + row[base:]])

    def _prose(self, row: str, indent: int) -> None:
        words = row.split()
        if _ITEM.match(row, indent):
            while self.levels and indent <= self.levels[-1]:
                self.levels.pop()
            self.levels.append(indent)
            marker = "  " * (len(self.levels) - 1) + words[0]
            self._start([marker, *words[1:]])
        elif self.blanks or not self.prose_open or (self.levels and indent <= self.levels[-1]):
            self.levels = []
            self._start(words)
        else:
            self._continue(words)

    def _continue(self, words: list[str]) -> None:
        """Text after a marker that stood alone makes an item of it."""
        last = self.out[-1]
        if len(last) == 1 and not self.levels and _MARKER.fullmatch(last[0]):
            self.levels = [0]
        last += words

    def _start(self, words: list[str]) -> None:
        if self.blanks and self.out:
            self.out.append([""])
        self.out.append(words)
        self.prose_open = True
