"""Records and rows → reports; the ledger that ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kapi.evidence.ledger import RULE, Record, Verdict, append, read
from kapi.model.claims import claims
from kapi.pipeline import Options, find_specs
from kapi.pipeline.evidence import Evidence, gather, merge_ledgers, report_of, write_text
from kapi.report.formats import FORMATS
from kapi.target import Target
from kapi.written import PLAIN

HERE = Options(cache=False, jobs=1)
LINUX = Target(implementation="Linux", version="6.1", architecture="x86_64")
CLAIM = next(
    one.id for one in claims(find_specs("close", (), HERE).specs[0]) if one.subject == "EBADF"
)


def record(verdict: Verdict, **fields: object) -> Record:
    plain = {"method": "kernel", "time": "2026", "rule": RULE, "target": LINUX, "claim": CLAIM}
    return Record(verdict=verdict, **{**plain, **fields})  # type: ignore[arg-type]


def gathered(tmp_path: Path, *records: Record) -> Evidence:
    ledger = tmp_path / "ledger.jsonl"
    ledger.unlink(missing_ok=True)
    append(ledger, records)
    return gather(["close"], (), HERE, [str(ledger)], run=False)


@pytest.mark.parametrize(
    ("verdict", "rule", "outcome"),
    [
        ("confirmed", RULE, "pass"),
        ("plausible", RULE, "skip"),
        ("not_observed", RULE, "skip"),
        ("refuted", RULE, "fail"),
        ("differs", RULE, "fail"),
        ("refuted", RULE - 1, "skip"),
        ("confirmed", RULE - 1, "skip"),
    ],
)
def test_what_a_record_comes_to(tmp_path: Path, verdict: Verdict, rule: int, outcome: str) -> None:
    found = gathered(tmp_path, record(verdict, rule=rule, reason="why", call="close(9) = 0"))
    report = report_of(found)
    (check,) = [one for one in report.checks if one.name == f"{CLAIM} kernel"]
    assert (check.group, check.outcome, check.kind) == ("sys_close", outcome, verdict)
    assert check.message == "why"
    assert check.detail == ("close(9) = 0" if outcome == "fail" else "")
    assert found.refuted is (outcome == "fail")
    assert len(report.findings) == (outcome == "fail")


def test_a_refuted_claim_is_a_finding_at_its_line(tmp_path: Path) -> None:
    (finding,) = report_of(gathered(tmp_path, record("refuted", reason="it came"))).findings
    assert (finding.code, finding.api, finding.severity.value) == ("refuted", "sys_close", "error")
    assert finding.span.file.endswith("close.c")
    assert finding.span.line > 1
    assert "it came" in finding.message
    assert "Linux 6.1" in finding.message


def test_the_table_has_a_column_for_each_method(tmp_path: Path) -> None:
    found = gathered(tmp_path, record("plausible", parts=3, shown=2, call="close(9)"))
    table = report_of(found).table
    assert table is not None
    assert table.head == ("API", "claim", "kernel", "code", "man", "trace")
    (row,) = [one for one in table.rows if one[1].text.startswith("error EBADF")]
    assert (row[2].text, row[2].kind, row[2].detail) == ("plausible 2/3", "plausible", "close(9)")
    assert (row[3].text, row[3].kind) == ("-", "")
    assert row[4].text in ("listed", "-")
    assert "plausible 2/3" in write_text(found).text


def test_every_format_takes_evidence(tmp_path: Path) -> None:
    report = report_of(gathered(tmp_path, record("refuted", reason="why")))
    for form in FORMATS:
        assert "EBADF" in form.write(report, PLAIN).text, form.name


def test_nothing_is_run_and_the_manual_page_is_asked(tmp_path: Path) -> None:
    ledger = tmp_path / "new.jsonl"
    found = gather(["close"], (), HERE, (), run=False, record=str(ledger))
    records, findings = read(ledger)
    assert not findings
    assert {one.method for one in records} <= {"man"}
    assert found.missing == ()
    assert gather(["clse"], (), HERE, (), run=False).missing == (
        "no specification called clse; did you mean sys_close?",
    )


def test_ledgers_are_merged_and_damage_is_said(tmp_path: Path) -> None:
    names = [tmp_path / "a", tmp_path / "b"]
    append(names[0], [record("refuted", time="2025")])
    append(names[1], [record("confirmed", time="2026")])
    names[1].write_text(names[1].read_text() + "nonsense\n")
    text, findings = merge_ledgers([str(one) for one in names])
    (kept,) = (json.loads(row) for row in text.splitlines())
    assert kept["verdict"] == "confirmed"
    assert [one.span.line for one in findings] == [2]


@pytest.mark.parametrize(
    ("verdict", "rule", "decided"),
    [
        ("confirmed", RULE, 1),
        ("refuted", RULE, 1),
        ("differs", RULE, 1),
        ("plausible", RULE, 0),
        ("not_observed", RULE, 0),
        ("not_testable", RULE, 0),
        ("confirmed", RULE - 1, 0),
    ],
)
def test_what_is_not_decided(tmp_path: Path, verdict: Verdict, rule: int, decided: int) -> None:
    found = gathered(tmp_path, record(verdict, rule=rule, reason="why"))
    assert found.undecided == len(found.table) - decided


def test_what_no_program_can_see_is_not_asked_of_the_manual_page(tmp_path: Path) -> None:
    path = tmp_path / "close.c"
    path.write_text(
        "/**\n * sys_close - close\n *\n * contexts: process\n *\n"
        " * error: EBADF, not open\n *\n * error: EINTR, killed\n *   x-visible: no\n */\n"
        "SYSCALL_DEFINE1(close, unsigned int, fd)\n"
    )
    (tmp_path / "none").touch()
    found = gather((), [str(path)], HERE, [str(tmp_path / "none")], run=False)
    asked = {one.claim.split(":")[2] for one in found.records if one.method == "man"}
    assert asked <= {"EBADF"}
