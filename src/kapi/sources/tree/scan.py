"""The work done for each directory of a tree, in a worker process: stat, read, search, parse."""

from __future__ import annotations

import functools
import operator
import os
import time

import msgspec

from kapi import files
from kapi.errors import InputError
from kapi.finding import Finding
from kapi.sources.late import text_readers
from kapi.sources.loaded import MAX_BYTES, Skipped, unreadable
from kapi.sources.reader import Reading
from kapi.sources.tree.directories import RACY_NS
from kapi.sources.tree.needles import C_SUFFIXES
from kapi.sources.tree.prefilter import Searcher, confirmed

OTHER_SUFFIXES = (".patch", ".diff", ".eml", ".mbox", ".txt", ".json")
"""Ends of the names of other files read in a directory of specs (not in a kernel tree)."""

_PIECE = 1024 * 1024


class FileHit(msgspec.Struct, frozen=True, array_like=True):
    """A file that was read as C or as a text: what it holds, as msgpack of a `Reading`."""

    path: str
    reading: bytes
    skipped: tuple[Skipped, ...] = ()


class DirectoryJob(msgspec.Struct, frozen=True, array_like=True):
    """One directory to scan. ``path`` is below ``root``."""

    root: str
    path: str
    names: tuple[str, ...]


class DirectoryResult(msgspec.Struct, frozen=True, array_like=True):
    """What a directory holds.

    ``digest`` is empty when the result must not be kept: a file was changed a moment ago, or
    could not be read.
    """

    path: str
    files: int
    digest: bytes
    hits: tuple[FileHit, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def printable(path: str) -> str:
    """Return ``path`` with bytes that are no text written as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


@functools.cache
def _searcher() -> Searcher:
    return Searcher()


def is_unchanged(job: DirectoryJob, digest: bytes) -> bool:
    """Say whether the files of ``job`` are those that had ``digest``, without opening them."""
    prefix = os.path.join(job.root, job.path, "")
    try:
        facts = [_facts(name, os.lstat(prefix + name)) for name in job.names]
    except OSError:
        return False
    return _digest(facts) == digest


def scan_directory(job: DirectoryJob) -> DirectoryResult:
    """Scan one directory of a tree."""
    return _Scan(job).run()


_Facts = tuple[str, int, int, int]  # name, size, times of the last change and status change
_status_change = operator.itemgetter(3)


class _Scan:
    def __init__(self, job: DirectoryJob) -> None:
        self.job = job
        self.prefix = os.path.join(job.root, job.path, "")
        self.shown_root = printable(job.root)
        self.skipped: list[Skipped] = []
        self.findings: list[Finding] = []
        self.hits: list[FileHit] = []
        self.is_settled = True
        self.may_hold_spec = _searcher().may_hold_spec

    def run(self) -> DirectoryResult:
        files = len(self.job.names)
        start = time.time_ns()
        facts: list[_Facts] = []
        for name in self.job.names:
            try:
                self._file(name, facts)
            except InputError as error:
                self._skip(name, str(error))
            except OSError as error:
                self._problem(name, error.strerror or str(error))
        newest = max(map(_status_change, facts), default=0)
        settled = self.is_settled and start - newest > RACY_NS
        return DirectoryResult(
            path=printable(self.job.path),
            files=files,
            digest=_digest(facts) if settled else b"",
            hits=tuple(self.hits),
            findings=tuple(self.findings),
            skipped=tuple(self.skipped),
        )

    def _file(self, name: str, facts: list[_Facts]) -> None:
        descriptor = files.open_found(self.prefix + name)
        try:
            facts.append(_facts(name, os.fstat(descriptor)))
            if name.endswith(C_SUFFIXES) and not self.may_hold_spec(descriptor):
                return
            data = _whole(descriptor)
        finally:
            os.close(descriptor)
        if not name.endswith(C_SUFFIXES) or confirmed(data):
            self._read(name, data)

    def _read(self, name: str, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            self._problem(name, files.too_large(MAX_BYTES))
            return
        content = text_readers().file(self.shown_root, self._relative(name), data)
        if content.reading != Reading():
            encoded = msgspec.msgpack.encode(content.reading)
            self.hits.append(FileHit(self._relative(name), encoded, content.skipped))

    def _relative(self, name: str) -> str:
        return printable(f"{self.job.path}/{name}" if self.job.path else name)

    def _skip(self, name: str, reason: str) -> None:
        self.is_settled = False
        self.skipped.append(Skipped(self._relative(name), reason))

    def _problem(self, name: str, reason: str) -> None:
        self._skip(name, reason)
        self.findings.append(unreadable(self.shown_root, self._relative(name), reason))


def _whole(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces: list[bytes] = []
    size = 0
    while size <= MAX_BYTES and (piece := os.read(descriptor, _PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _facts(name: str, found: os.stat_result) -> _Facts:
    """Return what changes with a file. The time of its status change cannot be set back."""
    return (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _digest(facts: list[_Facts]) -> bytes:
    try:
        encoded = msgspec.msgpack.encode(facts)
    except UnicodeEncodeError:  # a name that is no text
        encoded = msgspec.msgpack.encode([(printable(name), *rest) for name, *rest in facts])
    return digest(encoded, 16)


def digest(data: bytes, size: int) -> bytes:
    """Return ``size`` bytes that tell ``data`` from others."""
    import hashlib  # 4 ms, which only a tree pays

    return hashlib.blake2b(data, digest_size=size).digest()
