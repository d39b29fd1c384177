"""`SourceText`: the lines of one C file, each with its place in the text the user gave.

A C file, the new side of a file in a patch, and a quoted fragment in a mail all arrive at the
readers as one `SourceText`; only its line numbers tell them apart.
"""

from __future__ import annotations

import msgspec

from kapi.span import Span


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of C text without its line end.

    ``number`` and ``column`` (both from 1) say where ``text`` begins in the user's text.
    ``added`` is false for context lines of a patch: a spec made only of those is not one
    that the patch adds.
    """

    text: str
    number: int
    column: int = 1
    added: bool = True


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one file of a source.

    ``source`` is what the user named; ``file`` is the path inside it. ``tabs_lost`` is true
    for page copies whose indentation is gone.
    """

    source: str
    file: str
    lines: tuple[Line, ...]
    tabs_lost: bool = False

    def span(self, line: Line, column: int = 0, end: Line | None = None) -> Span:
        """The place of ``line`` (``column`` characters into its text), up to ``end``."""
        return Span(
            source=self.source,
            file=self.file,
            line=line.number,
            column=line.column + column,
            end_line=end.number if end else line.number,
        )
