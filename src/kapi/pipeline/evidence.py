"""`kapi evidence`: the claims of specs, the ledger, and what is tried on the spot."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from kapi.conform.results import Result
from kapi.drift.manual import listed_errnos
from kapi.evidence import claims_table
from kapi.evidence.claims_table import Row, mark_of, rows
from kapi.evidence.ledger import METHODS, RULE, Record, Witness, append, encode, merge, read
from kapi.finding import Finding, Severity
from kapi.model.claims import ClaimKind, claims
from kapi.model.spec import Spec
from kapi.pipeline.shipped_ledger import shipped
from kapi.pipeline.specs import Loaded, Options, choose
from kapi.pipeline.test import try_specs
from kapi.report.checks import Check
from kapi.report.report import Cell, Part, Report, Table
from kapi.target import Target, this_target
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import Answer, ApiKind
from kapi.written import PLAIN, Look, Written

PARTS = tuple(Part)


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The table, what went into it, and what was wrong with sources, ledgers or names."""

    loaded: Loaded
    table: tuple[Row, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def refuted(self) -> bool:
        """Whether any cell of the table is, or differs from another target's."""
        return any(one.is_against for row in self.table for one in row.cells.values())

    @property
    def undecided(self) -> int:
        """How many claims no call has confirmed or refuted by the present rule."""
        return sum(not any(map(_is_decided, row.cells.values())) for row in self.table)


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
    loaded, specs, missing = choose(names, sources, options)
    found: list[Record] = []
    findings: list[Finding] = []
    for name in ledgers or ([str(shipped())] if shipped().exists() else []):
        records, wrong = read(Path(name))
        found += records
        findings += wrong
    now = _tried(names, sources, options, found) if run else []
    now += [one for spec in specs for one in _manual(spec)]
    if record:
        append(Path(record), now)
    merged = merge([*found, *now])
    return Evidence(
        loaded=loaded,
        table=tuple(row for spec in specs for row in rows(spec, merged)),
        records=merged,
        findings=tuple(findings),
        missing=missing,
    )


class EvidenceDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi evidence -f json` writes."""

    schema: Literal["kapi-evidence/2"] = "kapi-evidence/2"
    rows: tuple[Row, ...]


def report_of(evidence: Evidence) -> Report:
    """Return the table in the shapes that formats know; what is refuted is a finding."""
    return Report(
        document=EvidenceDocument(rows=evidence.table),
        table=_table(evidence.table),
        findings=tuple(
            _finding(row, record) for row, record in _cells(evidence) if record.is_against
        ),
        checks=tuple(_check(row, record) for row, record in _cells(evidence)),
    )


def write_text(evidence: Evidence, look: Look = PLAIN) -> Written:
    """Return the table in columns."""
    return claims_table.write_text(evidence.table, look)


def _is_decided(record: Record) -> bool:
    return not record.is_old and record.verdict in ("confirmed", "refuted", "differs")


def _cells(evidence: Evidence) -> Iterator[tuple[Row, Record]]:
    return ((row, record) for row in evidence.table for record in row.cells.values())


def _table(rows: Sequence[Row]) -> Table:
    cells: list[list[str | Cell]] = [
        [row.api, row.what, *(_cell(row.cells.get(method)) for method in METHODS)] for row in rows
    ]
    return Table.of("evidence", ("API", "claim", *METHODS), cells)


def _cell(record: Record | None) -> Cell:
    if record is None:
        return Cell("-")
    kind = "old" if record.is_old else record.verdict
    return Cell(mark_of(record), kind, record.call or record.reason)


def _finding(row: Row, record: Record) -> Finding:
    return Finding(
        code=record.verdict,
        severity=Severity.ERROR,
        message=f"{row.what}: {record.reason}: {record.call} on {record.where}",
        span=row.span,
        api=row.api,
    )


def _check(row: Row, record: Record) -> Check:
    passes = record.verdict in ("confirmed", "listed") and not record.is_old
    return Check(
        group=row.api,
        name=f"{row.claim} {record.method}",
        outcome="fail" if record.is_against else "pass" if passes else "skip",
        kind=record.verdict,
        message=record.reason or record.call or mark_of(record),
        detail=record.call if record.is_against else "",
    )


def merge_ledgers(names: Sequence[str]) -> tuple[str, tuple[Finding, ...]]:
    """Return the content of one ledger made of several, and what is wrong in them."""
    readings = [read(Path(name)) for name in names]
    merged = merge(record for records, _ in readings for record in records)
    return encode(merged).decode(), tuple(f for _, findings in readings for f in findings)


def _tried(
    names: Sequence[str], sources: Sequence[str], options: Options, records: Sequence[Record]
) -> list[Record]:
    tested = try_specs(names, sources, options, records=records)
    return [_of_calls(one, tested.target) for one in tested.results if one.claim]


def _of_calls(one: Result, target: Target) -> Record:
    witnesses = tuple(w for pair in one.pairs for w in pair.witnesses)
    return Record(
        claim=one.claim,
        method="kernel",
        verdict=one.status.value,
        time=_now(),
        target=target,
        rule=RULE,
        condition=one.condition,
        reason=one.reason,
        call=one.call,
        after=next((pair.after for pair in one.pairs), ""),
        parts=one.parts,
        shown=one.shown,
        situations=one.situations,
        witnesses=tuple(
            Witness(case=w.case, truth=w.truth, outcome=w.outcome, shown=w.shown) for w in witnesses
        ),
    )


def _manual(spec: Spec) -> list[Record]:
    """What the manual page says of each error claim: that it lists the errno is no more."""
    if spec.kind is not ApiKind.SYSCALL:
        return []
    listed = listed_errnos(call_of(spec.name, this_machine()))
    if listed is None:
        return []
    found = []
    for claim in claims(spec):
        if claim.kind is not ClaimKind.ERROR or claim.element.visible is Answer.NO:
            continue
        names = {claim.subject, {"EWOULDBLOCK": "EAGAIN"}.get(claim.subject, claim.subject)}
        there = bool(names & listed)
        found.append(
            Record(
                claim=claim.id,
                method="man",
                verdict="listed" if there else "not_observed",
                time=_now(),
                target=this_target(),
                rule=RULE,
                reason="" if there else "the page does not list it",
            )
        )
    return found


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
