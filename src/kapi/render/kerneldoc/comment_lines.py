"""The lines of a comment: wrapping, indentation, markers."""

from __future__ import annotations

import re

from kapi.model.prose import wrap

_WIDTH = 80 - len(" * ")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) ")


def starts_with_item(text: str) -> bool:
    """Whether prose begins with a list item, which must not stand after a tag."""
    return bool(_ITEM.match(text))


class Lines:
    """Collects the text of one comment, to be put between ``/**`` and ``*/`` at the end.

    Those of a part that will stand ``margin`` columns further in are that much narrower.
    """

    def __init__(self, margin: int = 0) -> None:
        self.rows: list[str] = []
        self.margin = margin
        self.width = _WIDTH - margin

    def include(self, part: Lines) -> None:
        """Add the rows of ``part`` after its margin."""
        self._add(" " * part.margin, part.rows)

    def blank(self) -> None:
        """Separate two blocks."""
        if self.rows and self.rows[-1]:
            self.rows.append("")

    def prose(self, indent: int, tag: str, text: str, deeper: int = 2) -> None:
        """Write ``tag`` and ``text`` (in normal form), continued ``deeper`` columns further in."""
        below = " " * (indent + deeper)
        width = self.width - len(below)
        if not text:
            self.rows.append(" " * indent + tag)
        elif starts_with_item(text):
            self.rows.append(" " * indent + tag)
            self._add(below, wrap(text, width))
        else:
            first, *rest = wrap(f"{tag} {text}", width)
            self.rows.append(" " * indent + first)
            self._add(below, rest)

    def line(self, indent: int, tag: str, text: str) -> None:
        """Write ``tag`` and ``text`` on one line, however long."""
        self.rows.append(" " * indent + f"{tag} {text}".rstrip())

    def below(self, indent: int, text: str) -> None:
        """Write prose without a tag."""
        self._add(" " * indent, wrap(text, self.width - indent))

    def code(self, indent: int, tag: str, text: str) -> None:
        """Write code with its lines kept; after the tag only where that loses nothing."""
        first, *rest = text.split("\n")
        inner = [row for row in rest if row]
        if not first.startswith(" ") and (not inner or any(row[0] != " " for row in inner)):
            self.rows.append(" " * indent + f"{tag} {first}")
        else:
            self.rows.append(" " * indent + tag)
            rest = [first, *rest]
        self._add(" " * (indent + 2), rest)

    def _add(self, indent: str, rows: list[str]) -> None:
        self.rows.extend(indent + row if row else "" for row in rows)

    def text(self) -> str:
        """The whole comment."""
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        body = [f" * {row}".rstrip() for row in self.rows]
        return "\n".join(["/**", *(row.replace("*/", "* /") for row in body), " */"])
