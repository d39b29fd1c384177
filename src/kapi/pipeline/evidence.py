"""`kapi evidence`: the claims of specs, the ledger, and what is tried on the spot."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kapi import catalog
from kapi.drift.manual import listed_errnos
from kapi.evidence import table
from kapi.evidence.ledger import Record, append, encode, merge, read
from kapi.evidence.table import Row, rows
from kapi.finding import Finding
from kapi.model.claims import ClaimKind, claims
from kapi.model.spec import Spec
from kapi.pipeline import Options
from kapi.pipeline.test import choose, try_specs
from kapi.vocab.words import Answer, ApiKind

__all__ = ["Evidence", "gather", "merge_ledgers", "shipped", "write"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The table, what went into it, and what was wrong with ledgers or names."""

    table: tuple[Row, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def refuted(self) -> bool:
        """Whether any cell of the table is."""
        return any(one.verdict == "refuted" for row in self.table for one in row.cells.values())


def shipped() -> Path:
    """The ledger that ships with the catalogue."""
    return Path(catalog.__file__).with_name("evidence.jsonl")


def gather(
    names: Sequence[str],
    sources: Sequence[str],
    options: Options,
    ledgers: Sequence[str] = (),
    run: bool = True,
    record: str | None = None,
) -> Evidence:
    """Return the table of the specs called ``names``, or of all.

    ``run`` tries the claims on this kernel; ``ledgers`` are read, or else the shipped one;
    ``record`` is a ledger to which what was found now is appended.
    """
    _, specs, missing = choose(names, sources, options)
    found: list[Record] = []
    findings: list[Finding] = []
    for name in ledgers or ([str(shipped())] if shipped().exists() else []):
        records, wrong = read(Path(name))
        found += records
        findings += wrong
    now = _tried(names, sources, options) if run else []
    now += [one for spec in specs for one in _manual(spec)]
    if record:
        append(Path(record), now)
    merged = merge([*found, *now])
    return Evidence(
        table=tuple(row for spec in specs for row in rows(spec, merged)),
        records=merged,
        findings=tuple(findings),
        missing=missing,
    )


def write(evidence: Evidence, form: str) -> str:
    """Return the table as ``text``, ``json``, ``markdown`` or ``html``."""
    writers = {
        "text": table.write_text,
        "json": table.write_json,
        "markdown": table.write_markdown,
        "html": table.write_html,
    }
    return writers[form](evidence.table)


def merge_ledgers(names: Sequence[str]) -> tuple[str, tuple[Finding, ...]]:
    """Return the content of one ledger made of several, and what is wrong in them."""
    readings = [read(Path(name)) for name in names]
    merged = merge(record for records, _ in readings for record in records)
    return encode(merged).decode(), tuple(f for _, findings in readings for f in findings)


def _tried(names: Sequence[str], sources: Sequence[str], options: Options) -> list[Record]:
    results = try_specs(names, sources, options).results
    return [
        _record(one.claim, "kernel", one.status.value, one.reason, one.call)
        for one in results
        if one.claim
    ]


def _manual(spec: Spec) -> list[Record]:
    """What the manual page says of each error claim."""
    if spec.kind is not ApiKind.SYSCALL:
        return []
    listed = listed_errnos(spec.name.removeprefix("sys_"))
    if listed is None:
        return []
    found = []
    for claim in claims(spec):
        if claim.kind is not ClaimKind.ERROR or claim.element.visible is Answer.NO:
            continue
        names = {claim.subject, {"EWOULDBLOCK": "EAGAIN"}.get(claim.subject, claim.subject)}
        there = bool(names & listed)
        verdict = "confirmed" if there else "not_observed"
        reason = "" if there else "the page does not list it"
        found.append(_record(claim.id, "man", verdict, reason, ""))
    return found


def _record(claim: str, method: str, verdict: str, reason: str, call: str) -> Record:
    kernel = os.uname()
    time = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    content = {
        "claim": claim,
        "method": method,
        "verdict": verdict,
        "kernel": kernel.release,
        "architecture": kernel.machine,
        "time": time,
        "reason": reason,
        "call": call,
    }
    return msgspec.convert(content, Record)
