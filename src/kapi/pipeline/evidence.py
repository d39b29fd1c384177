"""`kapi evidence`: the claims of specs, the ledger, and what is tried on the spot."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kapi import catalog
from kapi.conform.results import Result
from kapi.drift.manual import listed_errnos
from kapi.evidence import table
from kapi.evidence.ledger import RULE, Record, Witness, append, encode, merge, read
from kapi.evidence.table import Row, rows
from kapi.finding import Finding
from kapi.model.claims import ClaimKind, claims
from kapi.model.spec import Spec
from kapi.pipeline import Options
from kapi.pipeline.test import choose, try_specs
from kapi.target import Target, this_target
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import Answer, ApiKind

__all__ = ["Evidence", "gather", "merge_ledgers", "shipped", "shipped_records", "write"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The table, what went into it, and what was wrong with ledgers or names."""

    table: tuple[Row, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def refuted(self) -> bool:
        """Whether any cell of the table is, or differs from another target's."""
        return any(
            one.verdict in ("refuted", "differs") and not one.is_old
            for row in self.table
            for one in row.cells.values()
        )


def shipped() -> Path:
    """The ledger that ships with the catalogue."""
    return Path(catalog.__file__).with_name("evidence.jsonl")


def shipped_records() -> tuple[Record, ...]:
    """Return the records of the ledger that ships with the catalogue."""
    return read(shipped())[0] if shipped().exists() else ()


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
    now = _tried(names, sources, options, found) if run else []
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
