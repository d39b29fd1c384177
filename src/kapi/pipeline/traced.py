"""What watched programs did as records of evidence: the column ``trace`` of `kapi evidence`."""

from __future__ import annotations

import datetime
from pathlib import Path

from kapi.evidence.ledger import RULE, Record, Verdict, append
from kapi.finding import Severity
from kapi.pipeline.verify import Verified
from kapi.target import this_target


def refuted_by(found: Verified) -> tuple[Record, ...]:
    """Return a record of each claim that a call contradicted."""
    return tuple(
        claim_record(claim, "refuted", f"{one.message}, in {found.subject}", one.call, one.count)
        for one in found.findings
        for claim in one.claims
        if one.severity is Severity.ERROR
    )


def record(path: str, records: tuple[Record, ...]) -> None:
    """Append ``records`` to the ledger ``path``; raise `InputError` where that fails."""
    append(Path(path), records)


def claim_record(claim: str, verdict: Verdict, reason: str, call: str, count: int) -> Record:
    """Return the record of a claim about which ``count`` calls say something, now and here."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Record(
        claim=claim,
        method="trace",
        verdict=verdict,
        time=now,
        target=this_target(),
        rule=RULE,
        reason=reason,
        call=call,
        situations=count,
    )
