"""What `kapi verify` hands to the formats, from a result made by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from kapi import catalog
from kapi.errors import NothingToCheck, UsageError
from kapi.finding import Severity
from kapi.observe.bpf.session import Unavailable
from kapi.observe.replay import Replay
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import (
    PARTS,
    Subject,
    Summary,
    Verified,
    _name,
    backend_of,
    report_of,
    verify,
)
from kapi.pipeline.watch_results import ApiCounts, Deviation
from kapi.report.formats import formats_for
from kapi.report.report import Cell
from kapi.span import Span
from kapi.written import PLAIN
from tests.needs import needs

NOTHING = Summary(
    calls=0, conforming=0, violations=0, unlisted=0, cannot_tell=0, passed=0, lost_events=0,
    lost_exits=0, unread_lines=0, first_unread="", foreign=0,
)  # fmt: skip
PLACE = Span(source="fs/close.c", file="fs/close.c", line=7)
WRONG = Deviation(
    api="sys_close", code="accepted-invalid", severity=Severity.ERROR, message="it is odd",
    claims=(), span=PLACE, count=2, call="close(-1) = 0",
)  # fmt: skip
NOTED = Deviation(
    api="sys_dup", code="unlisted-errno", severity=Severity.NOTE, message="not listed",
    claims=(), span=Span(), count=1, call="dup(3) = -1 EIO",
)  # fmt: skip
VERIFIED = Verified(
    backend="replay",
    subject="x.log",
    summary=msgspec.structs.replace(NOTHING, calls=14),
    apis=(
        ApiCounts(api="sys_close", calls=9, conforming=5, violations=2, lost=1),
        ApiCounts(api="sys_dup", calls=4, conforming=3, unlisted=1),
        ApiCounts(api="sys_read", calls=1, cannot_tell=1),
    ),
    findings=(WRONG, NOTED),
)


def test_the_table() -> None:
    table = report_of(VERIFIED).table
    assert table is not None
    assert table.title == "x.log, by replay"
    assert table.head == (
        "api", "calls", "conforming", "violations", "unlisted", "cannot tell", "lost exits"
    )  # fmt: skip
    assert [[one.text for one in row] for row in table.rows] == [
        ["sys_close", "9", "5", "2", "0", "0", "1"],
        ["sys_dup", "4", "3", "0", "1", "0", "0"],
        ["sys_read", "1", "0", "0", "0", "1", "0"],
    ]
    assert [row[3] for row in table.rows] == [Cell("2", "error"), Cell("0"), Cell("0")]


def test_findings_name_the_api_how_often_and_the_first_call() -> None:
    wrong, noted = report_of(VERIFIED).findings
    assert wrong.message == "sys_close: it is odd (2 times); first: close(-1) = 0"
    assert noted.message == "sys_dup: not listed (once); first: dup(3) = -1 EIO"
    assert (wrong.code, wrong.severity, wrong.span) == ("accepted-invalid", Severity.ERROR, PLACE)
    assert (wrong.api, noted.api) == ("sys_close", "sys_dup")


def test_an_api_that_broke_its_spec_fails_and_one_of_which_nothing_is_known_is_skipped() -> None:
    checks = report_of(VERIFIED).checks
    assert [(one.group, one.name, one.outcome) for one in checks] == [
        ("x.log", "sys_close", "fail"),
        ("x.log", "sys_dup", "pass"),
        ("x.log", "sys_read", "skip"),
    ]
    assert [(one.kind, one.message, one.detail) for one in checks] == [
        ("accepted-invalid", "it is odd", "close(-1) = 0"),
        ("conforming", "", ""),
        ("conforming", "nothing could be told", ""),
    ]


@pytest.mark.parametrize("loss", ["lost_events", "lost_exits", "unread_lines"])
def test_every_loss_counts(loss: str) -> None:
    assert not NOTHING.has_losses
    lossy = msgspec.structs.replace(VERIFIED.summary, **{loss: 3})
    assert lossy.has_losses
    told = report_of(msgspec.structs.replace(VERIFIED, summary=lossy))
    last = told.checks[-1]
    assert (last.name, last.outcome, last.message[:2]) == ("every call was seen", "skip", "3 ")
    assert told.findings[-1].message == last.message
    assert told.findings[-1].span.source == VERIFIED.subject


def test_the_rules_of_a_report_are_those_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/verify.md").read_text()
    rows = page.partition("| found | means |")[2].partition("\n\n")[0]
    assert {one.id for one in report_of(VERIFIED).run.rules} == set(
        re.findall("`([a-z-]+)`", rows)
    ) - {"x-errors"}


def test_only_errors_are_violations() -> None:
    assert VERIFIED.violated
    assert not msgspec.structs.replace(VERIFIED, findings=(NOTED,)).violated


def test_which_back_end_reads_what(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("close(-1) = -1 EBADF\n")
    backend = backend_of(Subject(replay=(str(log),)), {}, Options())
    assert isinstance(backend, Replay)
    with pytest.raises(UsageError, match="the back end replay needs --replay FILE"):
        backend_of(Subject(program=("true",), backend="replay"), {}, Options())


def test_without_bpf_only_who_asked_for_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> NoReturn:
        raise Unavailable("not permitted")

    monkeypatch.setattr("kapi.pipeline.verify._bpf", none)
    with pytest.raises(NothingToCheck, match="no BPF here: not permitted; use --backend strace"):
        backend_of(Subject(program=("true",), backend="bpf"), {}, Options())
    needs("strace")
    assert backend_of(Subject(program=("true",)), {}, Options()).name == "strace"


def test_a_log_is_judged_call_by_call(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        "mlockall(MCL_CURRENT) = 0\n"
        "mlockall(0) = 0\n"
        "mlockall(MCL_CURRENT) = -1 EBADF (Bad file descriptor)\n"
        "getpid() = 7\n"
        "dup(3</x>) = 4\n"
    )
    found = verify(Subject(replay=(str(log),)), ("kapi:mm/mlockall.c",), Options())
    (counts,) = found.apis
    assert (found.backend, found.subject, found.status) == ("replay", str(log), None)
    assert (counts.calls, counts.conforming, counts.violations, counts.unlisted) == (3, 1, 1, 1)
    assert msgspec.structs.replace(found.summary, first_unread="") == msgspec.structs.replace(
        NOTHING, calls=3, conforming=1, violations=1, unlisted=1, passed=found.summary.passed
    )
    assert [one.code for one in found.findings] == ["accepted-invalid", "unlisted-errno"]
    first = found.findings[0]
    assert (first.call, first.arguments, first.count) == ("mlockall(0) = 0", {"flags": "0"}, 1)
    assert first.span.file.endswith("mm/mlockall.c")


def test_specs_of_calls_that_do_not_exist_here_are_told_of(tmp_path: Path) -> None:
    text = (Path(catalog.__file__).parent / "mm/mlockall.c").read_text()
    (tmp_path / "other.c").write_text(text.replace("mlockall", "no_such_call"))
    (tmp_path / "log").write_text("mlockall(MCL_CURRENT) = 0\n")
    told: list[str] = []
    subject = Subject(replay=(str(tmp_path / "log"),))
    sources = ("kapi:mm/mlockall.c", str(tmp_path / "other.c"))
    found = verify(subject, sources, Options(cache=False), told.append)
    assert found.summary.calls == 1
    assert found.notes == tuple(told) == ("specs of calls that do not exist here: 1",)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (Subject(program=("cat", "x")), "cat x"),
        (Subject(replay=("a.log", "b.log")), "a.log, b.log"),
        (Subject(pids=(7, 8)), "process 7, process 8"),
    ],
)
def test_a_subject_by_its_name(subject: Subject, name: str) -> None:
    assert _name(subject) == name


@pytest.mark.parametrize("name", ["b4", "gitlab", "github", "jsonl", "sarif", "junit", "ktap"])
def test_every_format_says_that_calls_were_lost(name: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("1 close(3) = 0\n1 what is that\n")
    found = verify(Subject(replay=(str(log),)), (), Options(cache=False))
    (form,) = [one for one in formats_for(PARTS, report_of) if one.name == name]
    text = form.write(found, PLAIN).text
    assert "1 line was not understood" in text
    assert "no findings" not in text
    log.write_text("1 getppid() = 3\n")
    empty = verify(Subject(replay=(str(log),)), (), Options(cache=False))
    assert "No call of a specified API was seen" in form.write(empty, PLAIN).text
