"""What stands at a place of a comment that is being written: a word, a tag, the block around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINE = re.compile(r"(?P<before>[ \t]*\*(?P<indent>[ \t]*))(?:(?P<tag>[A-Za-z][\w-]*)[ \t]*:)?")
_WORD = re.compile(r"@?[A-Za-z_][\w-]*")
_OPENS = re.compile(r"^\s*/\*\*(?!\*)")
_FARTHEST = 2000
"""Lines that are looked back through for the start of a comment."""


class Line(NamedTuple):
    """A line of a comment: its tag (or ""), how deep it stands, where its text begins."""

    tag: str
    indent: int
    text: int


def line_at(row: str) -> Line | None:
    """Return what stands in ``row``; None where no line of a comment can be."""
    found = _LINE.match(row)
    if found is None:
        return None
    return Line(found["tag"] or "", len(found["indent"].expandtabs(8)), found.end())


def in_comment(lines: Sequence[str], number: int) -> bool:
    """Whether line ``number`` (from 0) stands in a comment that begins with ``/**``."""
    for at in range(number, max(number - _FARTHEST, -1), -1):
        if at < number and "*/" in lines[at]:
            return False
        if _OPENS.match(lines[at]):
            return True
    return False


def block_at(lines: Sequence[str], number: int) -> tuple[str, int]:
    """Return the tag and the line (from 0) of the block that line ``number`` belongs to.

    A line that is no deeper than a tag above belongs to the comment itself: the tag is "".
    """
    here = line_at(lines[number])
    depth = here.indent if here else 0
    for at in range(number - 1, max(number - _FARTHEST, -1), -1):
        above = line_at(lines[at])
        if above is None or _OPENS.match(lines[at]):
            break
        if above.tag and above.indent < depth:
            return above.tag, at
    return "", number


def word_at(row: str, column: int) -> tuple[str, int]:
    """Return the word around ``column`` (from 0) of ``row`` and where it begins; "" for none."""
    for found in _WORD.finditer(row):
        if found.start() <= column <= found.end():
            return found[0], found.start()
    return "", column
