"""The ledger: appended, merged, damaged, shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.cli.main import main
from kapi.evidence.claims_table import rows, write_text
from kapi.evidence.ledger import METHODS, RULE, Record, append, encode, merge, read
from kapi.model.claims import claims
from kapi.pipeline.evidence import Evidence, report_of
from kapi.pipeline.shipped_ledger import shipped
from kapi.report import html, markdown_table
from kapi.sources.loaded import Loaded
from kapi.target import Target
from tests.shipped import catalogue

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
RECORDS = st.lists(
    st.builds(
        Record,
        claim=st.sampled_from(["a:error:X:1", "b:param:y:2"]),
        method=st.sampled_from(METHODS),
        verdict=st.sampled_from(["confirmed", "refuted", "not_observed", "not_testable"]),
        target=st.builds(
            Target,
            implementation=st.just("Linux"),
            version=st.sampled_from(["6.1", "6.18"]),
            architecture=st.just("x86_64"),
        ),
        rule=st.just(RULE),
        time=st.sampled_from(["2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"]),
        reason=WORDS,
        call=WORDS,
    ),
    max_size=6,
)


@given(RECORDS)
def test_what_is_written_is_read(records: list[Record]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "ledger.jsonl"
        for record in records:
            append(path, [record])
        path.touch()
        assert read(path) == (tuple(records), ())
        assert path.read_bytes() == encode(records)


@given(RECORDS, RECORDS)
def test_merging_is_the_same_in_any_order_of_times(a: list[Record], b: list[Record]) -> None:
    merged = merge([*a, *b])
    assert merge(merged) == merged
    assert len({record.key for record in merged}) == len(merged)
    latest = {(r.key, max(o.time for o in [*a, *b] if o.key == r.key)) for r in [*a, *b]}
    assert {(record.key, record.time) for record in merged} == latest


def test_damaged_lines_are_findings(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b'{"claim": "x"}\n\xff\xfe\n\nnull\n')
    records, findings = read(path)
    assert records == ()
    assert [finding.span.line for finding in findings] == [1, 2, 4]


def record(claim: str, version: str, **fields: object) -> Record:
    target = Target(implementation="Linux", version=version, architecture="x86_64")
    fields = {"method": "kernel", "time": "2026", "rule": RULE, "target": target, **fields}
    return Record(claim=claim, **fields)  # type: ignore[arg-type]


def test_a_record_of_an_older_rule_is_shown_as_that_and_decides_nothing(tmp_path: Path) -> None:
    (spec,) = [s for s in catalogue() if s.name == "sys_munlockall"]
    claim = claims(spec)[0].id
    old = {"claim": claim, "method": "kernel", "verdict": "refuted", "time": "2030"}
    path = tmp_path / "old.jsonl"
    path.write_text(json.dumps({**old, "kernel": "6.1", "architecture": "x86_64"}) + "\n")
    (one,), findings = read(path)
    assert not findings
    assert (one.is_old, one.where) == (True, "Linux 6.1 x86_64")
    assert "older rule" in write_text(rows(spec, [one])).text
    newer = record(claim, "6.1", verdict="plausible", parts=3, shown=2)
    assert "plausible 2/3" in write_text(rows(spec, [one, newer])).text
    assert merge([newer, one]) == (newer,)


def test_table_shows_the_worst_of_several_kernels() -> None:
    (spec,) = [s for s in catalogue() if s.name == "sys_munlockall"]
    claim = claims(spec)[0].id
    both = [
        record(claim, "6.1", verdict="refuted", call="a<b>"),
        record(claim, "6.2", verdict="confirmed"),
    ]
    table = rows(spec, both)
    assert [row.claim for row in table] == [one.id for one in claims(spec)]
    assert "REFUTED" in write_text(table).text
    report = report_of(Evidence(loaded=Loaded(), table=tuple(table), records=tuple(both)))
    assert "| REFUTED | - | - | - |" in markdown_table.write(report).text
    assert 'class="refuted" title="a&lt;b&gt;"' in html.write(report).text


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "ledger.jsonl"
    assert main(["evidence", "close", "--record", str(ledger), "-f", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "kapi-evidence/2"
    cells = {row["what"]: row["cells"] for row in document["rows"]}
    assert cells["error EBADF (no such descriptor)"]["kernel"]["verdict"] == "confirmed"
    assert main(["evidence", "close", "--no-run", "--ledger", str(ledger)]) == 0
    assert "confirmed" in capsys.readouterr().out
    assert main(["evidence", "--merge", str(ledger), "--merge", str(ledger)]) == 0
    assert capsys.readouterr().out == encode(merge(read(ledger)[0])).decode()
    assert main(["evidence", "--merge", str(tmp_path / "none")]) == 3
    assert main(["evidence", "no_such", "--no-run"]) == 1


def test_shipped_records_are_about_shipped_claims() -> None:
    """`make evidence` makes them anew."""
    known = {one.id for spec in catalogue() for one in claims(spec)}
    records, findings = read(shipped())
    assert not findings
    claimed = {record.claim for record in records if ":order:" not in record.claim}
    assert claimed == known
    assert {record.claim.partition(":")[0] for record in records} == {
        one.partition(":")[0] for one in known
    }
    assert "refuted" not in {record.verdict for record in records}
