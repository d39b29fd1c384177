"""Places in text: where a spec, one of its elements, or a finding stands."""

from __future__ import annotations

import msgspec

__all__ = ["NOWHERE", "Span"]


class Span(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A place in a text the user gave.

    Two spans always compare equal, so that a model read from another place (or written and
    read back) equals the first one. To compare places, compare ``span.position``.

    ``source`` is what the user named (a path, ``-``, ``git:REV:PATH``); ``file`` is the file
    inside it (the path in a patch or tree) or the same. Lines and columns count from 1 in
    ``source`` for a text (a mail, a patch), in ``file`` for a tree; 0 means not known.
    """

    source: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0

    @property
    def position(self) -> tuple[str, str, int, int]:
        """(source, file, line, column): what orders and distinguishes places."""
        return (self.source, self.file, self.line, self.column)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span)

    def __ne__(self, other: object) -> bool:  # msgspec does not derive it from __eq__
        return not self == other

    def __hash__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return self.line > 0


NOWHERE = Span()
