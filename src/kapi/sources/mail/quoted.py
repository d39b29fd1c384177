"""Quoted text: what stands after ``>`` and ``|``, one stream of lines for each depth."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kapi.sources.source_text import Line

_QUOTE = re.compile(r"(?:[>|] ?)+")


def unquote(lines: Iterable[Line]) -> dict[int, tuple[Line, ...]]:
    """Return ``lines`` by depth of quotation, without the quotes; depth 0 is not quoted.

    A reply between two quoted lines does not part them: what was quoted is one text.
    """
    streams: dict[int, list[Line]] = {0: []}
    for line in lines:
        match = _QUOTE.match(line.text)
        if match is None:
            streams[0].append(line)
            continue
        quotes = match.group()
        depth = quotes.count(">") + quotes.count("|")
        rest = Line(line.text[match.end() :], line.number, line.column + match.end(), line.added)
        streams.setdefault(depth, []).append(rest)
    return {depth: tuple(streams[depth]) for depth in sorted(streams)}
