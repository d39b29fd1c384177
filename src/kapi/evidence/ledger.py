"""Records of evidence, one JSON object a line, so that ledgers can be appended and merged.

A record says by which version of the rule it was made. One of an older rule is read and shown
as that; it counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from kapi.errors import InputError
from kapi.files import read_named
from kapi.finding import Finding, Severity
from kapi.span import Span
from kapi.target import Target

Method = Literal["kernel", "code", "man", "trace"]
Verdict = Literal[
    "confirmed", "plausible", "refuted", "differs", "not_observed", "not_testable", "listed", "met"
]
METHODS: tuple[Method, ...] = ("kernel", "code", "man", "trace")
"""How evidence is had: by calls, by the source, by the manual page, by watching programs."""

RULE = 2
"""The version of the rule by which claims are confirmed: 1 took an errno for a proof."""


_LARGEST = 256 * 1024 * 1024  # bytes of a ledger


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a record: its ``case`` by a hash, the ``truth`` of each part, its ``outcome``.

    Two runs of one case with the same truths must end alike; if not, the targets differ.
    ``shown`` is the call as strace would show it.
    """

    case: str
    truth: str
    outcome: str
    shown: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence. ``time`` is UTC, ISO 8601.

    ``condition`` is a hash of the condition that was tried; ``witnesses`` are the calls of a
    confirmation, ``after`` the steps before the first. ``parts`` and ``shown`` count its parts,
    ``situations`` those of a universal claim, or the calls of watched programs by which one was
    ``met``. Records of rule 1 named a ``kernel`` and an ``architecture``.
    """

    claim: str
    method: Method
    verdict: Verdict
    time: str
    target: Target | None = None
    rule: int = 1
    condition: str = ""
    reason: str = ""
    call: str = ""
    after: str = ""
    parts: int = 0
    shown: int = 0
    situations: int = 0
    witnesses: tuple[Witness, ...] = ()
    kernel: str = ""
    architecture: str = ""

    @property
    def where(self) -> str:
        """The target, or what an old record says of it."""
        return str(self.target) if self.target else f"Linux {self.kernel} {self.architecture}"

    @property
    def is_old(self) -> bool:
        """Whether another rule made it, so that it counts for nothing."""
        return self.rule != RULE

    @property
    def is_against(self) -> bool:
        """Whether it says by the present rule that the claim does not hold."""
        return self.verdict in ("refuted", "differs") and not self.is_old

    @property
    def key(self) -> tuple[str, str, str]:
        """What a later record replaces: claim, method and target."""
        return (self.claim, self.method, self.where)


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
        lines = read_named(str(path), _LARGEST).split(b"\n")
    except InputError as error:
        raise InputError(f"cannot read {path}: {error}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    records, findings = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            records.append(msgspec.json.decode(line, type=Record))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
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
    latest: dict[tuple[str, str, str], Record] = {}
    for record in records:
        there = latest.get(record.key)
        if there is None or (there.rule, there.time) <= (record.rule, record.time):
            latest[record.key] = record
    return tuple(latest[key] for key in sorted(latest))
