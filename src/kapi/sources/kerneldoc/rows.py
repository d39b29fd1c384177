"""The lines of a comment as rows with their indentation, and entries made of rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from kapi.model.prose import fold, literal
from kapi.sources.source_text import Line

_BLANKS = {0: " ", 0xA0: " "}


class Row(NamedTuple):
    """One line: ``text`` with tabs expanded, its ``indent``, and where it stands.

    ``column`` counts characters before ``text`` in the line it was cut from; ``tabbed`` is true
    for a line indented by exactly one tab.
    """

    text: str
    indent: int
    line: Line
    column: int = 0
    tabbed: bool = False

    def cut(self, start: int) -> Row:
        """The rest of the row from character ``start`` on, as the text after a tag."""
        rest = self.text[start:]
        stripped = rest.lstrip()
        return Row(
            stripped, 0, self.line, self.column + start + len(rest) - len(stripped), self.tabbed
        )


class Entry(msgspec.Struct):
    """A tag with the text after it and below it, and its sub-tags once they are split off.

    ``rows`` begin with the text after the tag (it may be empty). ``indent`` is the column of
    the tag. ``opener`` is the row the tag stands in. ``text_indent`` is how much deeper than the
    tag its text stands in the dialects as posted; ``lost_indent`` says that some of it is not.
    """

    tag: str
    opener: Row
    indent: int
    rows: list[Row]
    subs: list[Entry] = []
    lost_indent: bool = False
    text_indent: int = 2

    @property
    def line_text(self) -> str:
        """All text on one line, white space folded."""
        return " ".join(" ".join(row.text for row in self.rows).split())

    @property
    def prose(self) -> str | None:
        """The text in the normal form of prose, or None if there is none."""
        rows = self.rows
        below = [row.indent for row in rows[1:] if row.text.strip()]
        base = min(below, default=0)
        if rows[0].text.strip() and len(rows) > 1 and not rows[1].text.strip():
            # "so:", a blank line and code: the code's own indentation is not the text's
            base = min(base, self.indent + self.text_indent)
        return fold((row.text for row in rows), base) or None

    @property
    def code(self) -> str | None:
        """The text as code, its lines kept, or None if there is none."""
        return literal(row.text for row in self.rows) or None

    def find(self, *names: str) -> Entry | None:
        """The last sub-tag of one of these names."""
        return next((sub for sub in reversed(self.subs) if sub.tag in names), None)


def make_rows(lines: Iterable[Line]) -> list[Row]:
    """Return ``lines`` as rows; white space at the end and control characters do not count.

    Web pages put no-break spaces where blanks were.
    """
    rows = []
    for line in lines:
        text = line.text.translate(_BLANKS).expandtabs().rstrip()
        stripped = text.lstrip()
        tabbed = line.text.startswith("\t") and not line.text[1:2].isspace()
        rows.append(Row(text, len(text) - len(stripped), line, 0, tabbed))
    return rows
