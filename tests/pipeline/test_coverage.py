"""What `kapi coverage` hands to the formats; documents that are read and added up."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kapi.errors import InputError, NothingToCheck
from kapi.pipeline.coverage import Coverage, Covered, coverage, merge, met_by, read, report_of
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import Subject
from kapi.report.report import Cell


def covered() -> Coverage:
    """A document of its own for each test: adding up changes the first."""
    return Coverage(
        subjects=("make check",),
        calls={"close": 7, "mlock": 5},
        claims=(
            Covered(claim="a", api="sys_close", kind="error", subject="EBADF", met=6, first="c(9)"),
            Covered(claim="b", api="sys_close", kind="error", subject="EIO", maybe=2, first="c(3)"),
            Covered(
                claim="c", api="sys_mlock", kind="param", subject="len", would="m(1)", after="m;"
            ),
        ),
        lost=2,
    )


def test_the_table() -> None:
    table = report_of(covered()).table
    assert table is not None
    assert table.title == "Claims that make check exercised"
    assert table.head == ("claim", "status", "met", "maybe", "first call", "a call that would")
    assert [[one.text for one in row] for row in table.rows] == [
        ["a", "met", "6", "0", "c(9)", ""],
        ["b", "maybe", "0", "2", "c(3)", ""],
        ["c", "never", "0", "0", "", "m(1)"],
    ]
    statuses = [Cell("met", "met"), Cell("maybe", "maybe"), Cell("never", "never")]
    assert [row[1] for row in table.rows] == statuses


def test_only_what_was_met_passes() -> None:
    checks = report_of(covered()).checks
    assert [(one.group, one.name, one.outcome) for one in checks] == [
        ("sys_close", "a", "pass"),
        ("sys_close", "b", "skip"),
        ("sys_mlock", "c", "skip"),
    ]
    assert [(one.kind, one.message, one.detail) for one in checks] == [
        ("met", "", "c(9)"),
        ("maybe", "maybe", "c(3)"),
        ("never", "never", "m(1)"),
    ]


def test_counts() -> None:
    assert covered().counts == {"met": 1, "maybe": 1, "never": 1}
    assert Coverage(subjects=(), calls={}, claims=()).counts == {"met": 0, "maybe": 0, "never": 0}


def test_documents_are_added_claim_by_claim() -> None:
    other = Coverage(
        subjects=("make more",),
        calls={"mlock": 1, "brk": 3},
        claims=(
            Covered(claim="b", api="sys_close", kind="error", subject="EIO", met=1, first="c(4)"),
            Covered(claim="c", api="sys_mlock", kind="param", subject="len", maybe=1, first="m(2)"),
            Covered(claim="d", api="sys_brk", kind="param", subject="brk", would="b(1)"),
        ),
        lost=1,
    )
    whole = merge([covered(), other])
    assert whole.subjects == ("make check", "make more")
    assert whole.calls == {"brk": 3, "close": 7, "mlock": 6}
    assert list(whole.calls) == ["brk", "close", "mlock"]
    assert whole.lost == 3
    rows = [(one.claim, one.met, one.maybe, one.first, one.would) for one in whole.claims]
    assert rows == [
        ("d", 0, 0, "", "b(1)"),
        ("a", 6, 0, "c(9)", ""),
        ("b", 1, 2, "c(4)", ""),  # a call that met it says more than one that may have
        ("c", 0, 1, "m(2)", "m(1)"),
    ]
    assert [one.after for one in whole.claims] == ["", "", "", "m;"]


def test_a_record_of_each_claim_that_was_met() -> None:
    (record,) = met_by(covered())
    assert (record.claim, record.method, record.verdict) == ("a", "trace", "met")
    assert record.reason == "met by 6 calls of make check"
    assert (record.call, record.situations) == ("c(9)", 6)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "monday.json"
    file.write_bytes(msgspec.json.encode(covered()))
    assert read(str(file)) == covered()


def test_a_file_that_is_none(tmp_path: Path) -> None:
    absent = tmp_path / "absent.json"
    with pytest.raises(InputError, match=f"cannot read {absent}: No such file or directory"):
        read(str(absent))
    other = tmp_path / "other.json"
    other.write_text('{"schema": "kapi-verify/1"}')
    with pytest.raises(InputError, match=f"{other} is no document of kapi coverage -f json: "):
        read(str(other))


def test_no_spec_of_a_call_that_exists_here(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheck, match="no spec here is of a"):
        coverage(Subject(replay=("log",)), (), ("kapi:tty",), Options())
