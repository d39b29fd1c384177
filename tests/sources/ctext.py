"""C texts for the tests of the C scanner."""

from __future__ import annotations

from kapi.sources.source_text import Line, SourceText


def c_text(code: str, *, added: bool | set[int] = True) -> SourceText:
    """Return ``code`` as a source text; ``added`` may be the set of added line numbers."""
    return SourceText(
        source="-",
        file="a.c",
        lines=tuple(
            Line(line, number, 1, added if isinstance(added, bool) else number in added)
            for number, line in enumerate(code.split("\n"), start=1)
        ),
    )
