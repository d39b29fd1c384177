"""Results → report, and what a run does with names, time and files; no call is made here."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kapi.conform.results import Pair, Result, Status
from kapi.conform.trial import Tried
from kapi.errors import InputError, NothingToCheck
from kapi.pipeline import Options, test
from kapi.pipeline.specs import choose
from kapi.pipeline.test import Ended, Wanted, replay, report_of, try_specs
from kapi.report.formats import FORMATS
from kapi.sources.loaded import Loaded
from kapi.span import Span
from kapi.target import Target
from kapi.written import PLAIN

HERE = Options(cache=False, jobs=1)
LINUX = Target(implementation="Linux", version="6.1", architecture="x86_64")


def result(status: Status, claim: str = "sys_x:error:EINVAL:1", **fields: object) -> Result:
    plain = {"api": "sys_x", "kind": "error", "subject": "EINVAL", "call": "x(1) = 0"}
    return Result(claim=claim, status=status, **{**plain, **fields})  # type: ignore[arg-type]


def ran(*results: Result, only: str = "") -> test.Tested:
    tried = Tried(results=results, calls=9, accepted=3, used_up=True, problems={"case": "step"})
    ended = Ended(number=1, total=1, api="sys_x", tried=tried, only=only)
    wanted = Wanted(only=only, seed=5, budget=77)
    return test.Tested(loaded=Loaded(), ended=(ended,), target=LINUX, wanted=wanted)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (Status.CONFIRMED, "pass"),
        (Status.PLAUSIBLE, "skip"),
        (Status.REFUTED, "fail"),
        (Status.DIFFERS, "fail"),
        (Status.NOT_OBSERVED, "skip"),
        (Status.NOT_TESTABLE, "skip"),
    ],
)
def test_a_result_as_a_check_and_as_a_finding(status: Status, outcome: str) -> None:
    place = Span(source="a.c", file="a.c", line=4)
    one = result(status, summary="odd", reason="why", code="never-came", span=place)
    report = report_of(ran(one))
    (check,) = report.checks
    assert (check.group, check.name) == ("sys_x", "sys_x:error:EINVAL:1 odd")
    assert (check.outcome, check.kind, check.message) == (outcome, status.value, "why")
    assert check.detail == ("x(1) = 0" if outcome == "fail" else "")
    assert len(report.findings) == (outcome == "fail")
    for finding in report.findings:
        assert (finding.code, finding.message) == ("never-came", "sys_x: why: x(1) = 0")
        assert (finding.severity.value, finding.api, finding.span.line) == ("error", "sys_x", 4)


def test_a_note_is_a_check_by_its_code_and_a_confirmation_by_its_call() -> None:
    note = result(Status.NOT_OBSERVED, claim="", code="missing-condition", reason="r")
    first, second = report_of(ran(note, result(Status.CONFIRMED))).checks
    assert first.name == "sys_x:missing-condition"
    assert second.message == "x(1) = 0"


def test_the_table_and_every_other_format() -> None:
    pair = Pair(part="a", call="c", counterpart="d")
    one = result(Status.NOT_OBSERVED, summary="odd", parts=3, shown=1, reason="why", pairs=(pair,))
    report = report_of(ran(one, result(Status.REFUTED, reason="not so")))
    assert report.table is not None
    first, second = report.table.rows
    assert [cell.text for cell in first] == [
        *("sys_x", "error EINVAL odd", "not observed", "1 of 3", "why", "x(1) = 0")
    ]
    assert (first[2].kind, first[2].detail) == ("not_observed", "x(1) = 0")
    assert second[3].text == ""
    assert report.table.head == ("API", "claim", "status", "parts", "reason", "call")
    for form in FORMATS:
        assert "x(1) = 0" in form.write(report, PLAIN).text, form.name


def test_only_what_was_asked_for_counts() -> None:
    other = result(Status.REFUTED, claim="sys_x:error:EPERM:2")
    found = ran(result(Status.CONFIRMED), other, only="sys_x:error:EINVAL")
    assert [one.status for one in found.results] == [Status.CONFIRMED]
    assert (found.summary["confirmed"], found.summary["refuted"]) == (1, 0)
    assert set(found.summary) == {one.value for one in Status}


def test_the_document() -> None:
    document = msgspec.to_builtins(report_of(ran(result(Status.CONFIRMED))).document)
    assert (document["seed"], document["budget"], document["schema"]) == (5, 77, "kapi-test/2")
    cover = document["coverage"]["sys_x"]
    assert (cover["calls"], cover["accepted"], cover["used_up"]) == (9, 3, True)
    assert cover["problems"] == {"case": "step"}
    assert cover["statuses"]["confirmed"] == document["summary"]["confirmed"] == 1


def test_names_are_chosen_and_missing_ones_said() -> None:
    _, specs, missing = choose(["close", "mlok", "xyzzy"], (), HERE)
    assert [one.name for one in specs] == ["sys_close"]
    assert missing[0].startswith("no specification called mlok; did you mean sys_mlock")
    assert missing[1].startswith("no specification called xyzzy among ")
    told: list[str] = []
    loud = Options(cache=False, jobs=1, progress=lambda done, total, path: told.append(path))
    assert len(choose((), (), loud)[1]) > 20
    assert told == []


def test_claims_are_listed_without_a_call() -> None:
    listed = test.list_claims(["close"], (), HERE)
    assert listed.claims
    assert listed.missing == ()
    assert all(one.startswith("sys_close:") for one in listed.claims)


def test_nothing_to_try_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text("int x;\n")
    with pytest.raises(NothingToCheck):
        try_specs((), [str(path)], HERE)
    assert try_specs((), ["/nonexistent"], HERE).loaded.unreadable == ("/nonexistent",)
    missing = f"no specification called xyzzy: {path} holds none at all"
    assert try_specs(["xyzzy"], [str(path)], HERE).missing == (missing,)


def test_each_spec_is_told_of_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Tried(results=(result(Status.CONFIRMED, claim="sys_close:x"),))
    monkeypatch.setattr(test, "numbered", lambda work, items, *rest, **more: [(0, one)])
    ended: list[Ended] = []
    told: list[tuple[int, int | None, str]] = []
    options = msgspec.structs.replace(HERE, progress=lambda *now: told.append(now))
    found = try_specs(["close", "mlock"], (), options, Wanted(), ended.append)
    assert [(one.number, one.total, one.api) for one in ended] == [(1, 2, "sys_close")]
    assert told == [(1, 2, "sys_close")]
    assert found.incomplete == ("sys_mlock",)
    assert not found.interrupted


def test_an_interrupted_run_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(test, "numbered", stopped)
    found = try_specs(["close"], (), HERE)
    assert found.interrupted
    assert (found.ended, found.incomplete) == ((), ("sys_close",))


def test_what_was_refuted_is_tried_again_with_its_seed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = result(Status.REFUTED, claim="sys_close:error:EIO:1", api="sys_close")
    stays = result(Status.REFUTED, claim="sys_close:error:EBADF:2", api="sys_close")
    note = result(Status.REFUTED, claim="", code="unlisted-errno", api="sys_close")
    fine = result(Status.CONFIRMED, claim="sys_mlock:error:EIO:3", api="sys_mlock")
    before = tmp_path / "before.json"
    before.write_bytes(msgspec.json.encode(report_of(ran(gone, stays, note, fine)).document))
    asked: list[object] = []

    def tried(names: object, sources: object, options: object, wanted: Wanted) -> test.Tested:
        asked.append((names, wanted.seed, wanted.budget))
        return ran(stays, msgspec.structs.replace(note, status=Status.CONFIRMED))

    monkeypatch.setattr(test, "try_specs", tried)
    assert [one.same for one in replay(str(before), (), HERE)] == [False, True, False]
    assert [one.now is None for one in replay(str(before), (), HERE)] == [True, False, False]
    assert asked[0] == (("sys_close",), 5, 77)
    before.write_bytes(msgspec.json.encode(report_of(ran(fine)).document))
    assert replay(str(before), (), HERE) == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "no results of kapi test -f json"),
        ("x", "no results of kapi test -f json"),
        ('{"schema": "kapi-test/1"}', "results of an older rule"),
    ],
)
def test_a_file_of_no_results(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        replay(str(path), (), HERE)
    with pytest.raises(InputError, match="cannot be read"):
        replay(str(tmp_path / "gone"), (), HERE)
    with pytest.raises(InputError, match="cannot be read"):
        replay(str(tmp_path), (), HERE)
