"""Kernel-doc comments: from C lines to the lines of text in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kapi.sources.c.clex import Comment
from kapi.sources.source_text import Line

_STARS = re.compile(r"(?<!/)(?:(?<=\s)|^)\*+$")  # the end of a comment closed by **/
_PREFIX = re.compile(r"\s*\*(?!/) ?")


def comment_lines(lines: Sequence[Line], comment: Comment) -> tuple[Line, ...]:
    """Return the text of ``comment`` line by line, without markers and prefixes.

    A line that is only a marker is left out. Where no line has its star (a page copy may lose
    them), the indentation that all lines share is removed instead.
    """
    bodies = list(_bodies(lines, comment))
    inner = [text for number, _, text in bodies if number != comment.first and text.strip()]
    starred = any(_PREFIX.match(text) for text in inner)
    margin = 0 if starred else min((_indent(text) for text in inner), default=0)
    cut = []
    for number, column, text in bodies:
        kept, offset = text, 0
        if number != comment.first or not comment.opened:
            match = _PREFIX.match(text) if starred else None
            offset = match.end() if match else margin if text.strip() else 0
            kept = text[offset:]
        line = lines[number]
        is_marker = number in (comment.first, comment.last) and not kept.strip()
        if not is_marker:
            place = line.column + column + offset
            cut.append(Line(kept.rstrip(), line.number, place, line.added))
    return tuple(cut)


def _bodies(lines: Sequence[Line], comment: Comment) -> Iterator[tuple[int, int, str]]:
    """Yield (line index, column, text) without ``/**`` and ``*/``."""
    for number in range(comment.first, comment.last + 1):
        text = lines[number].text
        column = 0
        if comment.complete and number == comment.last:
            text = text[: comment.end - 2]
            text = _STARS.sub("", text)
        if number == comment.first and comment.opened:
            column = min(comment.start + 3, len(text))
            column += text[column : column + 1] == " "
        yield number, column, text[column:]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
