"""Whole lines out of pieces of a file, for readers that take one line after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

LONGEST = 1 << 20
"""Bytes of a line; a longer one is none."""


class Lines:
    """Cuts what is fed to it; a line that is too long is given to ``refuse``, cut."""

    def __init__(self, refuse: Callable[[str], None]) -> None:
        self._refuse = refuse
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[str]:
        """Give the lines which ``data`` completes, without their ends."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST:
            self._refuse(_text(self._rest[:200]))
            self._rest = b""
        yield from map(_text, whole)

    def finish(self) -> Iterator[str]:
        """Give the last line, if it has no end."""
        rest, self._rest = self._rest, b""
        if rest:
            yield _text(rest)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "backslashreplace").rstrip("\r")
