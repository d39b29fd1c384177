"""What watched programs did as records of the ledger."""

from __future__ import annotations

import datetime
from pathlib import Path

from kapi.evidence.ledger import RULE, read
from kapi.finding import Severity
from kapi.pipeline.traced import claim_record, record, refuted_by
from kapi.pipeline.verify import Verified
from kapi.pipeline.watch_results import Deviation
from kapi.span import Span
from kapi.target import this_target
from tests.pipeline.test_verify import NOTHING


def deviation(severity: Severity, *claims: str) -> Deviation:
    return Deviation(
        api="sys_close", code="x", severity=severity, message="it is odd", claims=claims,
        span=Span(), count=3, call="close(-1) = 0",
    )  # fmt: skip


def test_each_claim_that_a_call_contradicts_is_refuted_and_no_other() -> None:
    found = Verified(
        backend="replay", subject="make", summary=NOTHING,
        findings=(deviation(Severity.ERROR, "a", "b"), deviation(Severity.NOTE, "c")),
    )  # fmt: skip
    records = refuted_by(found)
    assert [one.claim for one in records] == ["a", "b"]
    assert {one.verdict for one in records} == {"refuted"}
    assert records[0].reason == "it is odd, in make"
    assert (records[0].call, records[0].situations) == ("close(-1) = 0", 3)


def test_a_record_says_when_where_and_by_which_rule() -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    made = claim_record("a", "met", "why", "close(3) = 0", 2)
    time = datetime.datetime.fromisoformat(made.time)
    assert time.utcoffset() == datetime.timedelta(0)
    assert before <= time <= datetime.datetime.now(datetime.UTC)
    assert len(made.time) == len("2026-01-01T00:00:00+00:00")
    assert (made.target, made.rule, made.method) == (this_target(), RULE, "trace")


def test_records_are_appended(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    for claim in ("a", "b"):
        record(str(ledger), (claim_record(claim, "met", "why", "", 1),))
    records, findings = read(ledger)
    assert [one.claim for one in records] == ["a", "b"]
    assert not findings
