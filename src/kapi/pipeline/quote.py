"""The lines of text that findings point at."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kapi.errors import InputError
from kapi.files import read_named
from kapi.pipeline.shipped import CATALOGUE, catalogue_path
from kapi.pipeline.specs import paths_of_texts
from kapi.report.location import path
from kapi.sources.loaded import MAX_BYTES, Loaded
from kapi.sources.tree import git
from kapi.span import Span

_LONGEST = 400
_NONE: Mapping[str, bytes] = {}


def quoter(loaded: Loaded, given: Mapping[str, bytes] = _NONE) -> Quoter:
    """Return what gives the line at a place, in texts that were read into ``loaded`` only."""
    return Quoter(paths_of_texts(loaded), given)


class Quoter:
    """Gives the line at a place in one of ``texts``, which are names of files, of blobs or ``-``.

    Other places give nothing, whatever a spec says of where it stands. ``given`` are texts that
    no file holds, or not yet, such as standard input. The lines of the last text are kept: findings
    come ordered by place.
    """

    def __init__(self, texts: Collection[str], given: Mapping[str, bytes] = _NONE) -> None:
        self._texts = texts
        self._given = given
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
        if name in self._given:
            return self._given[name]
        try:
            if name.startswith("git:"):
                return git.read_blob(name, git.find_object(name))
            if name.startswith(CATALOGUE):
                name = catalogue_path(name)
            return read_named(name, MAX_BYTES)
        except (InputError, OSError, ValueError):
            return b""
