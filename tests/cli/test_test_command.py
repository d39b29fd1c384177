"""kapi test: what it prints, writes and returns, on specs of a call that needs little."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from kapi.conform.results import Result, Status
from kapi.conform.trial import Tried
from kapi.errors import NothingToCheck
from kapi.model.claims import claims
from kapi.pipeline import Options, load_specs, test
from kapi.pipeline.test import Ended
from kapi.sources.load import Loaded
from kapi.target import Target
from tests.cli.conftest import Call
from tests.needs import needs

RIGHT = """\
/**
 * sys_epoll_create1 - make an instance
 * @flags: options
 *
 * contexts: process, sleepable
 * x-errors: closed
 * x-order: checked
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(EPOLL_CLOEXEC)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~EPOLL_CLOEXEC
 *
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENOMEM, no memory
 *   condition: The moon is full.
 */
SYSCALL_DEFINE1(epoll_create1, int, flags)
"""


def spec(tmp_path: Path, old: str = "", new: str = "") -> str:
    path = tmp_path / "spec.c"
    path.write_text(RIGHT.replace(old, new) if old else RIGHT)
    return str(path)


WRONG = ("mask(EPOLL_CLOEXEC)", "mask(0)")


def test_pairs_are_shown(call: Call, tmp_path: Path) -> None:
    result = call("test", "--from", spec(tmp_path), "-v")
    assert result.code == 0, result.err
    assert "confirmed     error EINVAL (unknown flag)  1 of 1 part\n" in result.out
    assert "part lowest_free_fd() >= RLIMIT_NOFILE" in result.out
    assert "order EINVAL before EMFILE" in result.out
    assert " 0 refuted, 1 not observed on " in result.err
    assert call("test", "--from", spec(tmp_path), "--strict", "-q").code == 5


def test_json_fits_its_schema_and_carries_the_pairs(call: Call, tmp_path: Path) -> None:
    document = json.loads(call("test", "--from", spec(tmp_path), "-f", "json").out)
    schema = json.loads(call("schema", "test").out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert (document["schema"], document["rule"]) == ("kapi-test/2", 2)
    assert set(document["target"]) == {"implementation", "version", "architecture"}
    error = next(one for one in document["results"] if one["subject"] == "EMFILE")
    assert (error["status"], error["parts"], error["shown"]) == ("confirmed", 1, 1)
    (pair,) = error["pairs"]
    assert pair["call"].endswith("= -1 EMFILE")
    assert [one["truth"] for one in pair["witnesses"]] == ["1", "0"]
    assert document["coverage"]["sys_epoll_create1"]["calls"] > 10


def test_a_refutation_comes_first_and_with_a_program(call: Call, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    result = call("test", "--from", spec(tmp_path, *WRONG), "--c-dir", str(programs))
    assert result.code == 1
    head = result.out.split("\n")
    assert head[1] == "  refuted       param flags"
    assert head[2].endswith("spec.c:9: accepted, where EINVAL is specified [accepted-invalid]")
    assert head[3] == "      epoll_create1(0x80000) = 3"
    (program,) = programs.iterdir()
    binary = tmp_path / "a.out"
    subprocess.run([needs("gcc"), "-Wall", "-Werror", "-o", binary, program], check=True)
    assert subprocess.run([binary], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("form", ["ktap", "junit"])
def test_only_what_is_confirmed_passes(call: Call, tmp_path: Path, form: str) -> None:
    text = spec(tmp_path, "flags & ~EPOLL_CLOEXEC", "(flags & ~EPOLL_CLOEXEC) && 1")
    file = tmp_path / "results.json"
    result = call("test", "--from", text, "-f", form, "-f", "json", "-o", str(file))
    statuses = {}
    for one in json.loads(file.read_text())["results"]:
        statuses.setdefault(one["status"], []).append(one["subject"])
    assert "EINVAL" in statuses["plausible"]
    if form == "junit":
        cases = ElementTree.fromstring(result.out).iter("testcase")
        skipped = [one.get("name", "") for one in cases if one.find("skipped") is not None]
        assert any("EINVAL" in name for name in skipped)
    else:
        lines = [line for line in result.out.split("\n") if ":error:EINVAL:" in line]
        assert all("# SKIP" in line for line in lines)


def test_replay_takes_names_alone_out_of_the_file(call: Call, tmp_path: Path) -> None:
    text = spec(tmp_path, *WRONG)
    file = tmp_path / "results.json"
    call("test", "--from", text, "-f", "json", "-o", str(file))
    document = json.loads(file.read_text())
    touched = tmp_path / "touched"
    for one in document["results"]:
        if one.get("case"):
            one["case"]["steps"] = [f'write_file("{touched}", "x", 0600);']
    gone = [one | {"claim": "gone"} for one in document["results"] if one["status"] == "refuted"]
    document["results"] += gone
    file.write_text(json.dumps(document))
    result = call("test", "--replay", str(file), "--from", text)
    said = "the same: epoll_create1(0x80000) = 3\nnot so now: no such claim any more\n"
    assert (result.code, result.out) == (1, said)
    assert not touched.exists()


def test_results_of_the_older_rule_are_not_replayed(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_text('{"schema": "kapi-test/1", "results": []}')
    result = call("test", "--replay", str(file))
    assert result.code == 3
    assert "older rule" in result.err


def test_a_budget_that_is_used_up_is_said(call: Call, tmp_path: Path) -> None:
    result = call("test", "--from", spec(tmp_path), "--budget", "9")
    assert "the budget of 9 calls was used up" in result.out


def test_a_call_that_only_waits_has_an_end(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "pause.c"
    path.write_text(
        "/**\n * sys_pause - wait for a signal\n * contexts: process\n * error: EINTR, a signal\n"
        " *   desc: a handler has run\n */\nSYSCALL_DEFINE0(pause)\n{\n}\n"
    )
    start = time.monotonic()
    result = call("test", "--from", str(path), "--budget", "6", "-f", "json")
    assert time.monotonic() - start < 100
    assert json.loads(result.out)["coverage"]["sys_pause"]["calls"] > 0


def test_a_time_limit_leaves_the_rest_incomplete(call: Call, tmp_path: Path) -> None:
    result = call("test", "--from", spec(tmp_path), "--timeout", "0.1")
    assert result.code == 5
    assert "incomplete: 1 spec not tried: sys_epoll_create1" in result.err


def test_the_list_has_a_claim_a_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "spec.c"
    path.write_text(RIGHT)
    listed = call("test", "--from", str(path), "--list").out
    ids = [one.id for one in claims(load_specs([str(path)], Options(cache=False)).specs[0])]
    assert listed == "".join(f"{one}\n" for one in ids)
    for jobs in ("0", "1025"):
        assert call("test", "--from", str(path), "--list", "-j", jobs).code == 2


def ended_so(*statuses: Status, **more: Any) -> test.Tested:
    """A run that ended so; a status that nobody tried comes last."""
    results = tuple(
        Result(claim=f"c{number}", api="sys_x", kind="error", subject=f"E{number}", status=status)
        for number, status in enumerate(statuses)
    )
    tried = Tried(results=results, calls=9, accepted=3)
    ended = (Ended(number=1, total=1, api="sys_x", tried=tried),)
    return test.Tested(
        loaded=Loaded(), ended=(*ended, *more.pop("untried", ())),
        target=Target(implementation="Linux", version="6.18", architecture="x86_64"), **more,
    )  # fmt: skip


def untried(number: int) -> Ended:
    result = Result(
        claim="c", api=f"sys_{number}", kind="spec", subject="", status=Status.NOT_TESTABLE,
        reason="it ends the machine",
    )  # fmt: skip
    tried = Tried(results=(result,), calls=0, accepted=0)
    return Ended(number=1, total=1, api=f"sys_{number}", tried=tried)


CONFIRMED, REFUTED = Status.CONFIRMED, Status.REFUTED
OPEN = Status.NOT_OBSERVED


@pytest.mark.parametrize(
    ("run", "arguments", "code", "said"),
    [
        (ended_so(CONFIRMED, OPEN), (), 0,
         "kapi: 1 confirmed, 0 refuted, 1 not observed on Linux 6.18 x86_64\n"),
        (ended_so(CONFIRMED, OPEN), ("-q",), 0, ""),
        (ended_so(CONFIRMED, OPEN), ("-q", "--strict"), 5, ""),
        (ended_so(CONFIRMED), ("-q", "--strict"), 0, ""),
        (ended_so(OPEN), ("-q",), 4, ""),
        (ended_so(Status.PLAUSIBLE), ("-q",), 0, ""),
        (ended_so(CONFIRMED, REFUTED), ("-q",), 1, ""),
        (ended_so(CONFIRMED, missing=("no y",)), ("-q",), 1, "kapi: no y\n"),
        (ended_so(CONFIRMED, interrupted=True), ("-q",), 130, ""),
        (ended_so(CONFIRMED, incomplete=("sys_a",)), (), 5,
         "kapi: incomplete: 1 spec not tried: sys_a\n"
         "kapi: 1 confirmed, 0 refuted on Linux 6.18 x86_64\n"),
        (ended_so(CONFIRMED, incomplete=("a", "b", "c", "d", "e", "f")), (), 5,
         "kapi: incomplete: 6 specs not tried: a, b, c, d, e\n"
         "kapi: 1 confirmed, 0 refuted on Linux 6.18 x86_64\n"),
        (ended_so(CONFIRMED, untried=map(untried, range(3))), (), 0,
         "kapi: not tried: sys_0, sys_1, sys_2: it ends the machine\n"
         "kapi: 1 confirmed, 0 refuted, 3 not testable on Linux 6.18 x86_64\n"),
        (ended_so(CONFIRMED, untried=map(untried, range(5))), (), 0,
         "kapi: not tried: sys_0, sys_1, sys_2 and 2 more: it ends the machine\n"
         "kapi: 1 confirmed, 0 refuted, 5 not testable on Linux 6.18 x86_64\n"),
    ],
)  # fmt: skip
def test_the_last_lines_and_the_exit_code(
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    run: test.Tested,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.setattr(test, "try_specs", lambda *_: run)
    result = call("test", *arguments)
    assert (result.code, result.err) == (code, said)


def test_what_names_nothing_is_said(call: Call, tmp_path: Path) -> None:
    listed = call("test", "--from", spec(tmp_path), "--only", "sys_none")
    assert listed.code == 4
    assert "no claim has an id that begins with 'sys_none'" in listed.err
    wrong = call("test", "wrong_name", "--from", spec(tmp_path))
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)  # and no line of counts, all 0
    empty = tmp_path / "empty.c"
    empty.write_text("int x;\n")
    result = call("test", "mlock", "--from", str(empty))
    assert result.code == 1
    assert result.err == f"kapi: no specification called mlock: {empty} holds none at all\n"


def test_why_a_source_is_not_read_is_said_once(call: Call) -> None:
    result = call("test", "mlock", "--from", "/nonexistent.c")
    assert result.code == 3
    assert result.err == (
        "/nonexistent.c: error: cannot read /nonexistent.c: No such file or directory"
        " [unreadable-input]\n"
    )


def test_unsafe_classes_go_to_the_trial(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[test.Wanted] = []

    def tried(*given: Any) -> None:
        asked.append(given[3])
        raise NothingToCheck("not today")

    monkeypatch.setattr(test, "try_specs", tried)
    arguments = ["--unsafe", "files", "--unsafe", "ipc", "--only", "x", "--seed", "7"]
    assert call("test", "close", *arguments).code == 4
    (wanted,) = asked
    assert (wanted.unsafe, wanted.only, wanted.seed) == (frozenset({"files", "ipc"}), "x", 7)
