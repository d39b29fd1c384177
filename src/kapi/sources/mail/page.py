"""Web-page copies of a mail: banners around it, lost tabs, or the page's HTML itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.sources.source_text import Line

_NO_CHARACTER = re.compile(r"&#(?:\d{9,}|[xX][0-9A-Fa-f]{9,});?")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")


def is_html(lines: Sequence[Line]) -> bool:
    """Say whether ``lines`` begin as an HTML document."""
    head = next((line.text for line in lines if line.text.strip()), "").lstrip().lower()
    return head.startswith(("<!doctype html", "<html", "<?xml"))


def without_markup(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the text of an HTML page line by line; columns then count in the text shown."""
    import html  # its table of entities takes longer to load than most inputs to read

    return tuple(
        Line(html.unescape(_shown(line.text)), line.number, line.column, line.added)
        for line in lines
    )


def _shown(text: str) -> str:
    """A line without its tags, and without references to characters that there cannot be."""
    return _NO_CHARACTER.sub("", _MARKUP.sub("", text))


def indentation_lost(lines: Sequence[Line]) -> bool:
    """Say whether a copy of C text lost its tabs and its indentation.

    Every spec is indented somewhere, by a tab or by two blanks.
    """
    return len(lines) > 3 and not any("\t" in line.text or "  " in line.text for line in lines)
