"""Edits of many specs, tried piece by piece: what is known by then survives an interruption.

What became of each edit is a line of JSON, added to a file when its piece ends. A later run with
the same file tries what is missing. A line holds for one text of a spec, not for one state of kapi:
another state needs another file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kapi.conform.workers import numbered
from kapi.model.spec import Spec
from kapi.vocab.architectures import this_machine

from .edit import Edit, part_of
from .replay import Replay

__all__ = ["Known", "Line", "Piece", "Trial", "keys_of", "pieces", "prefix_of", "run"]

_SIZE = 16
"""Edits of a piece."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One edit and what became of it; ``key`` tells it from all others."""

    key: str
    spec: str
    kind: str
    what: str
    outcome: str


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the edits of a spec by their keys; ``every`` are all that are tried of it."""

    spec: Spec
    edits: dict[str, Edit]
    every: tuple[Edit, ...]


class Known:
    """The lines of a file, or none; ``add`` writes more of them."""

    def __init__(self, path: str | None) -> None:
        self._path = Path(path) if path else None
        self._lines: dict[str, Line] = {}
        content = self._path.read_bytes() if self._path and self._path.exists() else b""
        *whole, self._cut = content.split(b"\n")
        for text in whole:
            with contextlib.suppress(msgspec.DecodeError):  # written by a run that was cut
                line = msgspec.json.decode(text, type=Line)
                self._lines[line.key] = line

    def get(self, key: str) -> Line | None:
        """Return the line of an edit, or nothing."""
        return self._lines.get(key)

    def begins(self, key: str) -> Iterator[Line]:
        """Yield the lines whose keys begin so."""
        yield from (line for name, line in self._lines.items() if name.startswith(key))

    def add(self, lines: Sequence[Line]) -> None:
        """Remember ``lines``, and write them before anything else is tried."""
        self._lines.update((line.key, line) for line in lines)
        if self._path is not None and lines:
            with self._path.open("ab") as file:
                if self._cut:
                    file.write(b"\n")
                    self._cut = b""
                file.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())


def keys_of(spec: Spec, every: Sequence[Edit], percent: float, seed: int) -> dict[str, Edit]:
    """Return ``percent`` percent of the edits of ``spec``, the same for the same ``seed``, by keys.

    A key holds for one text of the spec, wherever it stands.
    """
    prefix = prefix_of(spec)
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for one in every:
        what = f"{prefix}{one.kind}:{one.description}"
        seen[what] += 1
        keys[id(one)] = f"{what}:{seen[what]}"
    return {keys[id(one)]: one for one in part_of(every, percent, f"{seed}:{spec.name}")}


def prefix_of(spec: Spec) -> str:
    """Return what the keys of all edits of ``spec`` begin with."""
    text = msgspec.json.encode(_without_places(msgspec.to_builtins(spec)))
    return f"{spec.name}:{hashlib.sha256(text).hexdigest()[:12]}:"


def _without_places(value: object) -> object:
    if isinstance(value, dict):
        left = ((key, one) for key, one in value.items() if key not in ("span", "origin"))
        return {str(key): _without_places(one) for key, one in left}
    if isinstance(value, list | tuple):
        return [_without_places(one) for one in value]
    return value


def pieces(spec: Spec, wanted: dict[str, Edit], known: Known) -> Iterator[Piece]:
    """Yield what is not known of the edits ``wanted`` of ``spec``."""
    every = tuple(wanted.values())
    left = [key for key in wanted if known.get(key) is None]
    for start in range(0, len(left), _SIZE):
        here = {key: wanted[key] for key in left[start : start + _SIZE]}
        yield Piece(spec=spec, edits=here, every=every)


class Trial:
    """Tries a piece in a worker, which makes the calls of its spec once for all pieces of it."""

    def __init__(self) -> None:
        self._spec: Spec | None = None
        self._replay: Replay | None = None

    def __call__(self, piece: Piece) -> list[Line]:
        """Return a line for each edit of ``piece``."""
        replay, lines = self._replay, []
        if replay is None or self._spec is not piece.spec:
            machine = this_machine()
            assert machine is not None, "this machine's calls are not known"
            replay = Replay(piece.spec, piece.every, machine)
            self._spec, self._replay = piece.spec, replay
            lines += self.of_right(piece.spec, replay)
        for key, edit in piece.edits.items():
            lines.append(
                Line(
                    key=key,
                    spec=piece.spec.name,
                    kind=edit.kind,
                    what=edit.description,
                    outcome=self.outcome(edit, replay),
                )
            )
        return lines

    def of_right(self, spec: Spec, replay: Replay) -> list[Line]:
        """Return what is worth a line about the right spec."""
        return []

    def outcome(self, edit: Edit, replay: Replay) -> str:
        """Return what became of ``edit``."""
        raise NotImplementedError


def run(
    trial: Trial, todo: Sequence[Piece], known: Known, jobs: int, seconds: float | None
) -> Iterator[tuple[Piece, list[Line]]]:
    """Try each piece, for at most so many seconds, and yield what became of it."""
    for number, lines in numbered(trial, todo, jobs, seconds=seconds) if todo else ():
        known.add(lines)
        yield todo[number], lines
