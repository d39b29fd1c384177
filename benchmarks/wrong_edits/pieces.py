"""Edits of many specs, tried piece by piece: what is known by then survives an interruption.

What became of each edit is a line of JSON, added to a file when its piece ends. A later run with
the same file tries what is missing. Calls are kept in files of their own, one for each spec, and
not made again. Lines and calls hold for one text of a spec, not for one state of kapi: where kapi
judges otherwise the file of lines has to go, and where it makes or measures calls otherwise those
of calls, too.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from kapi.conform.workers import numbered
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine

from .edit import Edit, part_of
from .recorded import Recorder
from .replay import Replay, recorder_for

__all__ = [
    "Known",
    "Line",
    "Piece",
    "Trial",
    "arguments",
    "keys_of",
    "pieces",
    "prefix_of",
    "run",
    "unprepared_files",
]

_UNPREPARED = Path(__file__).resolve().parents[2] / "tests" / "unprepared"
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
    """Some of the edits of a spec by their keys; ``prefix`` is what those begin with."""

    spec: Spec
    prefix: str
    edits: dict[str, Edit]


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
    prefix = prefix_of(spec)
    left = [key for key in wanted if known.get(key) is None]
    for start in range(0, len(left), _SIZE):
        here = {key: wanted[key] for key in left[start : start + _SIZE]}
        yield Piece(spec=spec, prefix=prefix, edits=here)


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a piece; ``calls`` are all that were made for its spec, where there are new."""

    lines: list[Line]
    calls: bytes = b""


class Trial:
    """Tries a piece in a worker, which makes the calls of its spec once for all pieces of it.

    ``earlier`` gives the calls of other runs for a spec, ``every`` all edits of it that are to be
    tried: what they look at is measured in each call.
    """

    def __init__(
        self, earlier: Callable[[Piece], bytes], every: Callable[[Piece], Sequence[Edit]]
    ) -> None:
        self._earlier = earlier
        self._every = every
        self._prefix = ""
        self._recorder = Recorder()
        self._replay: Replay | None = None

    def __call__(self, piece: Piece) -> Tried:
        """Return a line for each edit of ``piece``."""
        if piece.prefix != self._prefix:
            self._recorder = recorder_for(piece.spec, self._every(piece), self._earlier(piece))
            self._prefix, self._replay = piece.prefix, None
        before = self._recorder.made
        lines = self.lines(piece, self._recorder)
        changed = self._recorder.made > before
        return Tried(lines=lines, calls=self._recorder.saved() if changed else b"")

    def lines(self, piece: Piece, recorder: Recorder) -> list[Line]:
        """Return the lines of ``piece``, whose calls ``recorder`` makes."""
        replay, lines = self._replay, []
        if replay is None:
            machine = this_machine()
            assert machine is not None, "this machine's calls are not known"
            replay = self._replay = Replay(piece.spec, recorder, machine)
            lines += self.of_right(piece, replay)
        for key, edit in piece.edits.items():
            lines.append(
                Line(
                    key=key,
                    spec=piece.spec.name,
                    kind=edit.kind,
                    what=edit.description,
                    outcome=self.outcome(piece, edit, replay),
                )
            )
        return lines

    def of_right(self, piece: Piece, replay: Replay) -> list[Line]:
        """Return what is worth a line about the right spec."""
        return []

    def outcome(self, piece: Piece, edit: Edit, replay: Replay) -> str:
        """Return what became of ``edit``."""
        raise NotImplementedError


class KeptCalls:
    """The calls for specs in a directory, or nothing where there is none."""

    def __init__(self, directory: str | None) -> None:
        self._directory = Path(directory) if directory else None
        if self._directory is not None:
            self._directory.mkdir(exist_ok=True)

    def get(self, piece: Piece) -> bytes:
        """Return the calls for the spec of ``piece``."""
        path = self._path(piece)
        return path.read_bytes() if path is not None and path.exists() else b""

    def put(self, piece: Piece, calls: bytes) -> None:
        """Keep ``calls`` for the spec of ``piece``."""
        path = self._path(piece)
        if path is not None:
            new = path.with_suffix(".new")
            new.write_bytes(calls)
            new.replace(path)

    def _path(self, piece: Piece) -> Path | None:
        return self._directory and self._directory / piece.prefix.replace(":", "-").rstrip("-")


def run(
    trial: Callable[..., Trial],
    todo: Sequence[Piece],
    known: Known,
    given: argparse.Namespace,
) -> Iterator[tuple[Piece, list[Line]]]:
    """Try each piece by ``trial``, as the arguments ``given`` say; yield what became of it."""
    calls = KeptCalls(given.calls)
    earlier = {one.prefix: calls.get(one) for one in todo}
    every: dict[str, list[Edit]] = {}
    for piece in todo:
        every.setdefault(piece.prefix, []).extend(piece.edits.values())
    work = trial(lambda piece: earlier[piece.prefix], lambda piece: every[piece.prefix])
    for number, found in numbered(work, todo, given.jobs, seconds=given.seconds) if todo else ():
        known.add(found.lines)
        if found.calls:
            calls.put(todo[number], found.calls)
        yield todo[number], found.lines


def unprepared_files() -> list[str]:
    """Return the specs of `tests/unprepared` whose calls the catalogue lacks."""
    known = {one.name for one in load_specs((), Options()).specs}
    return [str(one) for one in sorted(_UNPREPARED.glob("*.c")) if f"sys_{one.stem}" not in known]


def arguments(seed: int) -> argparse.ArgumentParser:
    """Return the arguments that both benchmarks have."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", type=float, default=100, metavar="PERCENT")
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--results", metavar="FILE")
    parser.add_argument("--calls", metavar="DIR")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("files", nargs="*")
    return parser
