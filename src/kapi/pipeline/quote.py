"""The lines of text that findings point at."""

from __future__ import annotations

from collections.abc import Collection

from kapi.errors import InputError
from kapi.files import read_named
from kapi.pipeline.specs import paths_of_texts
from kapi.report.place import path
from kapi.sources.inputs import MAX_BYTES, Loaded
from kapi.sources.tree import git
from kapi.span import Span

__all__ = ["Quoter", "quoter"]

_LONGEST = 400


def quoter(loaded: Loaded, stdin: bytes = b"") -> Quoter:
    """Return what gives the line at a place, in texts that were read into ``loaded`` only."""
    return Quoter(paths_of_texts(loaded), stdin)


class Quoter:
    """Gives the line at a place in one of ``texts``, which are names of files, of blobs or ``-``.

    Other places give nothing, whatever a spec says of where it stands. ``stdin`` is what was
    read there. The lines of the last text are kept: findings come ordered by place.
    """

    def __init__(self, texts: Collection[str], stdin: bytes = b"") -> None:
        self._texts = texts
        self._stdin = stdin
        self._name = ""
        self._lines: list[bytes] = []

    def __call__(self, span: Span) -> str:
        """Return the line, cut to 400 bytes; nothing when there is none."""
        name = path(span)
        if name != self._name:
            self._name, self._lines = name, self._read(name).split(b"\n")
        if not 0 < span.line <= len(self._lines):
            return ""
        return self._lines[span.line - 1][:_LONGEST].decode("utf-8", "replace").rstrip()

    def _read(self, name: str) -> bytes:
        if name not in self._texts:
            return b""
        if name == "-":
            return self._stdin
        try:
            if name.startswith("git:"):
                return git.read_blob(name, git.find_object(name).id)
            return read_named(name, MAX_BYTES)
        except (InputError, OSError, ValueError):
            return b""
