"""How C stands on the page: tabs, lines of about eighty columns, adjacent string literals."""

from __future__ import annotations

import re

_WIDTH = 80
_WIDEST = 100  # a literal that would end beyond this moves to a line of its own
_PIECE = 56  # columns of one string literal where it can be broken
_TAB = 8
_WORDS = re.compile(r"\S*\s*\n|\S+[ ]*|\s+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|[\\\"]")


def literals(text: str) -> list[str]:
    """Return ``text`` as C string literals, to stand one below the other.

    A new one begins after each line end of the text and where a line grows too long.
    """
    pieces = [""]
    for word in _WORDS.findall(text):
        escaped = _HIDDEN.sub(_escaped, word)
        if pieces[-1].endswith("\\n") or (pieces[-1] and len(pieces[-1] + escaped) > _PIECE):
            pieces.append("")
        pieces[-1] += escaped
    return [f'"{piece}"' for piece in pieces]


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    known = _ESCAPES.get(char)
    return known or "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogatepass"))


def assignment(tabs: int, member: str, pieces: list[str]) -> list[str]:
    """Return the lines of ``.member = value,``."""
    head = "\t" * tabs + f".{member} = "
    return _aligned(head, pieces, ",")


def call(tabs: int, name: str, arguments: list[list[str]]) -> list[str]:
    """Return the lines of ``NAME(arguments)``; just the name for no arguments."""
    head = "\t" * tabs + name
    if not arguments:
        return [head]
    flat = [piece for pieces in arguments for piece in pieces]
    line = f"{head}({', '.join(flat)})"
    if len(flat) == len(arguments) and _column(line) <= _WIDTH:
        return [line]
    rows: list[str] = []
    for pieces in arguments:
        rows += [*pieces[:-1], pieces[-1] + ","]
    rows[-1] = rows[-1][:-1]
    return _aligned(head + "(", _filled(rows, _column(head) + 1), ")")


def _filled(rows: list[str], column: int) -> list[str]:
    """Join rows that end an argument with what follows while the line is short enough."""
    lines: list[str] = []
    for row in rows:
        if lines and lines[-1].endswith(",") and column + len(lines[-1]) + len(row) < _WIDTH:
            lines[-1] += " " + row
        else:
            lines.append(row)
    return lines


def _aligned(head: str, rows: list[str], tail: str) -> list[str]:
    column = _column(head)
    indent = "\t" * (column // _TAB) + " " * (column % _TAB)
    if column + max(map(len, rows)) > _WIDEST and len(rows) > 1:
        indent = "\t" * (len(head) - len(head.lstrip("\t")) + 2)
        rows = ["", *rows]
        head = head.rstrip()
    lines = [head + rows[0], *(indent + row for row in rows[1:])]
    lines[-1] += tail
    return lines


def _column(line: str) -> int:
    return len(line.expandtabs(_TAB))
