"""The normal form of prose in a spec, and the way there and back.

Normal form: a paragraph is one line without indentation; a list item is one line that starts
with its marker (``-``, ``*``, ``+``, ``1.``, ``1)``), two blanks deeper for each level; a blank
line separates paragraphs; lines of a literal block (code) keep their structure, four blanks in,
after a paragraph that ends in a colon. `fold` brings wrapped text into this form, `wrap` wraps
it again, and ``fold(wrap(text, width)) == text`` for every text in normal form.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

__all__ = ["fold", "literal", "wrap"]

_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +(?=\S)")
_LITERAL_INDENT = "    "


def fold(lines: Iterable[str]) -> str:
    """Return wrapped ``lines`` in normal form. The first line's indentation does not count."""
    rows = [line.expandtabs().rstrip() for line in lines]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        return ""
    base = min((_indent(row) for row in rows[1:] if row), default=0)
    rows = [rows[0].lstrip(), *(row[base:] for row in rows[1:])]
    return "\n".join(_Folder(rows).run())


def literal(lines: Iterable[str]) -> str:
    """Return code ``lines`` with their structure: common indentation and outer blanks removed.

    The first line's indentation does not count when it is none (it stood behind a tag).
    """
    rows = [line.expandtabs().rstrip() for line in lines]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    if rows and not rows[0].startswith(" "):
        return "\n".join([rows[0], *textwrap.dedent("\n".join(rows[1:])).split("\n")][: len(rows)])
    return textwrap.dedent("\n".join(rows))


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` (in normal form) as lines of at most ``width`` columns where possible."""
    lines: list[str] = []
    for line in text.split("\n"):
        if not line or (line.startswith(_LITERAL_INDENT) and not _ITEM.match(line.lstrip())):
            lines.append(line)
            continue
        indent = " " * _indent(line)
        item = _ITEM.match(line.lstrip())
        deeper = indent + " " * (len(item.group()) if item else 0)
        lines.extend(_wrap_one(line.lstrip(), indent, deeper, width))
    return lines


def _wrap_one(line: str, indent: str, deeper: str, width: int) -> list[str]:
    words = line.split(" ")
    item = _ITEM.match(line)
    first = len(item.group().split()) if item else 0
    rows: list[str] = []
    row = indent + words[0]
    for number, word in enumerate(words[1:], start=1):
        must_stay = number <= first or _ITEM.match(f"{word} x") or not word
        if not must_stay and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = deeper + word
        else:
            row += " " + word
    return [*rows, row]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Folder:
    """One pass over dedented lines, keeping the item levels seen so far."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.out: list[str] = []
        self.levels: list[int] = []  # marker columns of the open list items
        self.blank = False

    def run(self) -> list[str]:
        in_literal = False
        for number, row in enumerate(self.rows):
            if not row:
                self.blank = True
                continue
            starts = self.blank or number == 0
            if in_literal and _indent(row) >= 2:
                self._emit(_LITERAL_INDENT + row[self.literal_base :], keep_blank=True)
                continue
            in_literal = False
            if starts and self._opens_literal(row):
                in_literal = True
                self.literal_base = _indent(row)
                self._emit(_LITERAL_INDENT + row.lstrip(), keep_blank=True)
                continue
            self._prose(row, starts)
        return self.out

    def _opens_literal(self, row: str) -> bool:
        last = self.out[-1] if self.out else ""
        return (
            self.blank
            and _indent(row) >= 2
            and last.endswith(":")
            and not last.startswith(" ")
            and not _ITEM.match(row.lstrip())
        )

    def _prose(self, row: str, starts: bool) -> None:
        indent = _indent(row)
        words = " ".join(row.split())
        if _ITEM.match(row.lstrip()):
            while self.levels and indent <= self.levels[-1]:
                self.levels.pop()
            self.levels.append(indent)
            self._emit("  " * (len(self.levels) - 1) + words, keep_blank=starts)
        elif starts or (self.levels and indent <= self.levels[-1]):
            if not (self.levels and indent > self.levels[0]):
                self.levels = []
            self._emit(words, keep_blank=starts)
            self.levels = []
        else:
            self.out[-1] += " " + words

    def _emit(self, line: str, keep_blank: bool) -> None:
        if self.blank and self.out and keep_blank:
            self.out.append("")
        self.blank = False
        self.out.append(line)
