"""Recorded calls as a back end: what a file holds is found out from its first lines."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from kapi.errors import InputError
from kapi.observe.backend import Backend, Losses, Tell
from kapi.observe.events import EventReader
from kapi.observe.jsonlines import JsonReader
from kapi.observe.seen import Seen
from kapi.observe.strace import StraceReader
from kapi.vocab.architectures import Architecture

_CHUNK = 1 << 18
_EVENTS = re.compile(
    rb"sys_(?:enter|exit)[_:]|kapi_syscall_(?:enter|exit)|# tracer:|\]\s.*sys_\w+ -> "
)
_NO_TEXT = (
    (b"\x1f\x8b", "gzip, to be read with zcat FILE | kapi ... --replay -"),
    (b"\x28\xb5\x2f\xfd", "zstd, to be read with zstdcat FILE | kapi ... --replay -"),
    (b"\xfd7zXZ", "xz, to be read with xzcat FILE | kapi ... --replay -"),
    (b"BZh", "bzip2, to be read with bzcat FILE | kapi ... --replay -"),
    (b"PERFILE2", "data of perf, of which perf script -i FILE makes text"),
    (b"\x17\x08Dtracing", "data of trace-cmd, of which trace-cmd report FILE makes text"),
    (b"\xff\xfe", "UTF-16, of which iconv -f utf16 -t utf8 FILE makes text"),
    (b"\xfe\xff", "UTF-16, of which iconv -f utf16 -t utf8 FILE makes text"),
)
"""How files begin that are no log, what they are and what makes one of them."""
_PERF_TRACE = re.compile(rb"\s{0,20}(?:\?|\d{1,12}\.\d{3}) \([ \d.ms]{1,20}\): ")
_MARK = b"\xef\xbb\xbf"  # of UTF-8
_OF_THREAD = re.compile(r"\.(\d{1,10})$")


class _Reader(Protocol):
    losses: Losses
    lines: int
    passed: int

    def feed(self, data: bytes) -> Iterator[Seen]: ...

    def finish(self) -> Iterator[Seen]: ...


class Replay(Backend):
    """The files ``paths``, one after the other; ``-`` is standard input.

    A name that ends in a number is that of one thread, as ``strace -ff`` gives them. ``tell`` is
    called with the bytes read of a file and its size; for ``is_silent`` and ``looks_inside`` see
    `kapi.observe.strace.StraceReader`. Raises `InputError` for what cannot be read.
    """

    name = "replay"

    def __init__(
        self,
        paths: Sequence[str],
        wanted: Collection[str],
        architecture: Architecture,
        tell: Tell | None = None,
        is_silent: Callable[[Seen], bool] | None = None,
        looks_inside: Callable[[str], bool] | None = None,
    ) -> None:
        self.losses = Losses()
        self.lines = 0
        self._paths = tuple(paths)
        self._wanted = wanted
        self._architecture = architecture
        self._is_silent = is_silent
        self._looks_inside = looks_inside
        self._tell = tell or (lambda done, size, path: None)

    def __iter__(self) -> Iterator[Seen]:
        """Read the files and give their calls."""
        for path in self._paths:
            try:
                file = sys.stdin.fileno() if path == "-" else os.open(path, os.O_RDONLY)
                try:
                    yield from self._file(path, file)
                finally:
                    if path != "-":
                        os.close(file)
            except OSError as error:
                raise InputError(f"cannot read {path}: {error.strerror}") from error

    def _file(self, path: str, file: int) -> Iterator[Seen]:
        size = os.fstat(file).st_size or None
        data = os.read(file, _CHUNK).removeprefix(_MARK)
        kind = next((kind for start, kind in _NO_TEXT if data.startswith(start)), None)
        if kind is not None:
            raise InputError(f"cannot read {path}: no text but {kind}")
        if _PERF_TRACE.match(data):
            raise InputError(
                f"cannot read {path}: perf trace leaves arguments out; record with perf trace"
                " record, of which perf script makes text"
            )
        reader = self._reader(path, data)
        done = 0
        while data:
            yield from reader.feed(data)
            done += len(data)
            self._tell(done, size, path)
            data = os.read(file, _CHUNK)
        yield from reader.finish()
        self._count(reader)

    def _reader(self, path: str, first: bytes) -> _Reader:
        if first.lstrip().startswith(b"{"):
            return JsonReader(self._wanted)
        if _EVENTS.search(first):
            return EventReader(self._wanted, self._architecture)
        thread = _OF_THREAD.search(path)
        tid = int(thread[1]) if thread else 0
        return StraceReader(
            self._wanted,
            self._architecture,
            tid,
            self._is_silent,
            looks_inside=self._looks_inside,
        )

    def _count(self, reader: _Reader) -> None:
        self.lines += reader.lines
        self.passed += reader.passed
        if isinstance(reader, StraceReader):
            self.conforming = Counter(self.conforming) + reader.conforming
        found, whole = reader.losses, self.losses
        whole.events += found.events
        whole.unread += found.unread
        whole.first_unread = whole.first_unread or found.first_unread
        whole.exits += found.exits
        whole.foreign += found.foreign
