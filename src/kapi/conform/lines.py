"""The lines of a ``.cases`` text: which belong together, and which are alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|//.*')
_CALLER = re.compile(r"(?:as|without|only)\s|RLIMIT_\w+\s*=(?!=)")
_NOTHING = ("or", "or;", "or ;", "or nothing")
_LONGEST = 1_000


class Written(msgspec.Struct):
    """A piece of a case: its text and the alternatives to it, each with its line (from 1)."""

    line: int
    texts: list[str]
    lines: list[int] = []

    def __post_init__(self) -> None:
        self.lines = self.lines or [self.line]


class Line(msgspec.Struct):
    """One case: its name, who calls, its pieces, or in ``wrong`` the line and what is wrong."""

    line: int
    text: str
    caller: Written | None = None
    body: list[Written] = []
    expect: str = ""
    wrong: tuple[int, str] | None = None


def blocks(text: str) -> Iterator[Line]:
    """Yield each case of ``text``, also those that say what is wrong with them."""
    rows: list[tuple[int, str]] = []
    head: Line | None = None
    for number, row in enumerate(text.splitlines(), 1):
        bare = row.strip()
        if not bare or bare.startswith(("#", "//")):
            continue
        if row[0].isspace():
            rows.append((number, bare))
            continue
        yield from _block(head, rows)
        rows = []
        word, _, name = bare.partition(" ")
        head = Line(number, " ".join(name.split()))
        if word != "case" or not head.text:
            head.wrong = (number, f'neither "case NAME" nor indented: {bare[:40]}')
    yield from _block(head, rows)


def _block(head: Line | None, rows: list[tuple[int, str]]) -> Iterator[Line]:
    if head is None:
        if rows:
            yield Line(rows[0][0], "", wrong=(rows[0][0], "steps before the first case"))
        return
    if len(rows) > _LONGEST:
        head.wrong = (head.line, f"a case of more than {_LONGEST} lines")
    if head.wrong is None:
        _gather(head, rows)
    yield head


def _gather(block: Line, rows: list[tuple[int, str]]) -> None:
    """Put the rows into pieces."""
    position = 0
    while position < len(rows) and block.wrong is None:
        number, row = rows[position]
        if row.startswith("expect:"):
            block.expect = row.removeprefix("expect:").strip()
            position += 1
        elif _is_or(row):
            end = _end(rows, position)
            whole = "\n".join(text for _, text in rows[position:end])
            _alternative(block, number, whole.removeprefix("or").strip())
            position = end
        elif _CALLER.match(row) and not block.body:
            if block.caller:
                block.wrong = (number, "who calls is said twice")
            block.caller = Written(number, [row])
            position += 1
        else:
            end = _end(rows, position)
            block.body.append(Written(number, ["\n".join(text for _, text in rows[position:end])]))
            position = end


def _is_or(row: str) -> bool:
    return row in _NOTHING or row.startswith("or ")


def _alternative(block: Line, number: int, text: str) -> None:
    above = block.body[-1] if block.body else block.caller
    if above is None and _CALLER.match(text):
        above = block.caller = Written(block.line, [""])
    if above is None:
        block.wrong = (number, "an alternative to nothing")
    else:
        above.texts.append(text)
        above.lines.append(number)


def _end(rows: list[tuple[int, str]], start: int) -> int:
    """Where the piece that begins at ``start`` ends: braces closed, and an end or a new thing."""
    first = rows[start][1]
    if first in _NOTHING or _CALLER.match(first.removeprefix("or ")):
        return start + 1
    depth = 0
    for position in range(start, len(rows)):
        row = _QUOTED.sub("", rows[position][1])
        depth += sum(row.count(one) for one in "({") - sum(row.count(one) for one in ")}")
        following = rows[position + 1][1] if position + 1 < len(rows) else "expect:"
        if depth > 0 or following.startswith("else"):
            continue
        if following.startswith("expect:") or _is_or(following):
            return position + 1
        if row.rstrip().endswith((";", "}")):
            return position + 1
    return len(rows)
