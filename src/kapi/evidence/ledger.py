"""Records of evidence, one JSON object a line, so that ledgers can be appended and merged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from kapi.errors import InputError
from kapi.finding import Finding, Severity
from kapi.span import Span

__all__ = ["METHODS", "Method", "Record", "Verdict", "append", "encode", "merge", "read"]

Method = Literal["kernel", "code", "man", "trace"]
Verdict = Literal["confirmed", "refuted", "not_observed", "not_testable"]
METHODS: tuple[Method, ...] = ("kernel", "code", "man", "trace")
"""How evidence is had: by calls, by the source, by the manual page, by watching programs."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of evidence. ``time`` is UTC, ISO 8601; ``kernel`` a release as uname gives it."""

    claim: str
    method: Method
    verdict: Verdict
    kernel: str
    architecture: str
    time: str
    reason: str = ""
    call: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a later record replaces: claim, method, kernel and architecture."""
        return (self.claim, self.method, self.kernel, self.architecture)


def encode(records: Iterable[Record]) -> bytes:
    """Return ``records`` as lines of JSON."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def append(path: Path, records: Iterable[Record]) -> None:
    """Add ``records`` to the ledger ``path`` in one write; raise `InputError` when that fails."""
    try:
        with open(path, "ab") as file:
            file.write(encode(records))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error


def read(path: Path) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """Return the records in ``path``, and a finding for each line that is none."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    records, findings = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            records.append(msgspec.json.decode(line, type=Record))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            findings.append(
                Finding(
                    code="wrong-record",
                    severity=Severity.WARNING,
                    message=f"this line is no record of evidence: {error}",
                    span=Span(source=str(path), file=str(path), line=number, column=1),
                )
            )
    return tuple(records), tuple(findings)


def merge(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the latest record of each key, ordered by key."""
    latest: dict[tuple[str, str, str, str], Record] = {}
    for record in records:
        there = latest.get(record.key)
        if there is None or there.time <= record.time:
            latest[record.key] = record
    return tuple(latest[key] for key in sorted(latest))
