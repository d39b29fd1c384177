"""Whole specs tried on the kernel that runs here: right ones, wrong ones, hopeless ones."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import msgspec
import pytest

from kapi.cli.main import main
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.spec import Spec
from kapi.pipeline import schema_text
from kapi.sources.load import load
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind
from tests.conform.test_sandbox import as_nobody, marked
from tests.needs import needs
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(this_machine() is None, reason=f"{platform.machine()} not known")

KAPI = str(Path(sys.executable).with_name("kapi"))
RIGHT = """\
/**
 * sys_epoll_create1 - make an epoll instance
 * @flags: whether execve closes it
 *
 * contexts: process
 * x-errors: closed
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
 *
 * error: ENOMEM, no memory
 */
SYSCALL_DEFINE1(epoll_create1, int, flags)
"""
WRONG = {
    "bogus flag": ("mask(EPOLL_CLOEXEC)", "mask(EPOLL_CLOEXEC | 1)", "unexplained-errno"),
    "lost flag": ("mask(EPOLL_CLOEXEC)", "mask(0)", "accepted-invalid"),
    "other errno": ("EINVAL", "EPERM", "unlisted-errno"),
    "return": ("check-type: fd", "check-type: exact\n *   success: 0", "wrong-return"),
}
"""What is changed in the right text, and how the kernel shows it."""


def spec(tmp_path: Path, text: str) -> Spec:
    path = tmp_path / "spec.c"
    path.write_text(text)
    (found,) = load([str(path)]).specs
    return found


def test_a_right_spec_is_not_refuted(tmp_path: Path) -> None:
    results = {(r.kind, r.subject): r for r in try_spec(spec(tmp_path, RIGHT))}
    assert results["error", "EINVAL"].status is Status.CONFIRMED
    assert results["param", "flags"].status is Status.CONFIRMED
    assert results["return", "value"].status is Status.CONFIRMED
    assert results["error", "ENOMEM"].status is Status.NOT_TESTABLE
    assert "memory of the machine" in results["error", "ENOMEM"].reason
    assert Status.REFUTED not in {result.status for result in results.values()}


@pytest.mark.parametrize("change", WRONG)
def test_a_wrong_spec_is_refuted_with_its_call(tmp_path: Path, change: str) -> None:
    old, new, code = WRONG[change]
    text = RIGHT.replace(old, new)
    if change == "bogus flag":
        text = text.replace("flags & ~EPOLL_CLOEXEC", "flags & ~(EPOLL_CLOEXEC | 1)")
    refuted = [r for r in try_spec(spec(tmp_path, text)) if r.status is Status.REFUTED]
    assert code in {result.code for result in refuted}
    assert all(result.call.startswith("epoll_create1(") for result in refuted)
    assert all(result.span.line for result in refuted)


def test_the_program_shows_it_again(tmp_path: Path) -> None:
    text = RIGHT.replace("mask(EPOLL_CLOEXEC)", "mask(0)")
    refuted = [r for r in try_spec(spec(tmp_path, text)) if r.code == "accepted-invalid"]
    source = tmp_path / "again.c"
    source.write_text(refuted[0].program)
    assert refuted[0].program.count("\n") < 120
    program = str(tmp_path / "again")
    subprocess.run([needs("gcc"), "-Wall", "-o", program, str(source)], check=True)
    shown = subprocess.run([program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(shown.stdout.split()[0]) > 0


def test_the_same_call_gives_the_same_result(tmp_path: Path) -> None:
    one, two = (try_spec(spec(tmp_path, RIGHT)) for _ in range(2))
    assert [(r.claim, r.status, r.call) for r in one] == [(r.claim, r.status, r.call) for r in two]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("epoll_create1", "no_such_call"),
        ("epoll_create1", "reboot"),
        ("int, flags)", "int, flags, " + ", ".join(f"int, p{n}" for n in range(9)) + ")"),
    ],
)
def test_hopeless_specs_are_not_testable(tmp_path: Path, old: str, new: str) -> None:
    results = try_spec(spec(tmp_path, RIGHT.replace(old, new)))
    assert {result.status for result in results} == {Status.NOT_TESTABLE}
    assert all(result.reason for result in results)


def test_nonsense_decides_nothing(tmp_path: Path) -> None:
    text = RIGHT.replace("flags & ~EPOLL_CLOEXEC", "1 / (flags - flags)")
    assert Status.REFUTED not in {result.status for result in try_spec(spec(tmp_path, text))}
    plain = msgspec.structs.replace(spec(tmp_path, RIGHT), kind=ApiKind.FUNCTION)
    assert {result.status for result in try_spec(plain)} == {Status.NOT_TESTABLE}


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "spec.c"
    path.write_text(RIGHT)
    assert main(["test", "--from", str(path), "-f", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "kapi-test/1"
    assert document["summary"]["refuted"] == 0
    assert document["coverage"]["sys_epoll_create1"]["confirmed"] == 4
    path.write_text(RIGHT.replace("mask(EPOLL_CLOEXEC)", "mask(0)"))
    assert main(["test", "--from", str(path)]) == 1
    shown = capsys.readouterr()
    assert f"{path}:8: accepted, where EINVAL is specified [accepted-invalid]" in shown.out
    assert "1 refuted" in shown.err
    assert main(["test", "--from", str(path), "-f", "ktap"]) == 1
    assert capsys.readouterr().out.startswith("KTAP version 1\n")
    assert main(["test", "no_such_thing"]) == 1
    assert main(["test", "--from", str(tmp_path / "missing")]) == 3
    assert main(["test", "BINDER_VERSION"]) == 4
    capsys.readouterr()
    assert main(["test", "--from", str(path), "--list", "--only", "sys_epoll_create1:error"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.skipif(SHARED is None, reason="the published specs are not here")
def test_a_published_bound_is_refuted(tmp_path: Path) -> None:
    """mlock takes lengths above LONG_MAX; on an aligned address SIZE_MAX is a length of 0."""
    assert SHARED
    (seed,) = load([str(next((SHARED / "seeds").glob("000_*")))]).specs
    refuted = [r for r in try_spec(seed) if r.status is Status.REFUTED]
    assert [(r.kind, r.subject, r.code) for r in refuted] == [("param", "len", "accepted-invalid")]


def rows(shown: str) -> list[str]:
    return [line.strip() for line in shown.splitlines()]


def test_the_json_validates_and_does_not_depend_on_jobs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = []
    for jobs in ("1", "3"):
        assert main(["test", "mlock", "munlock", "epoll_create1", "-f", "json", "-j", jobs]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    jsonschema.validate(documents[0], json.loads(schema_text("test")))
    assert documents[0] == documents[1]
    assert main(["test", "munlock", "mlock", "-f", "json", "--seed", "5"]) == 0
    other = {one["claim"]: one["status"] for one in json.loads(capsys.readouterr().out)["results"]}
    first = {one["claim"]: one["status"] for one in documents[0]["results"]}
    assert other == {claim: status for claim, status in first.items() if claim in other}


def test_replay_makes_the_refuting_calls_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, found = tmp_path / "spec.c", tmp_path / "found.json"
    path.write_text(RIGHT.replace("mask(EPOLL_CLOEXEC)", "mask(0)"))
    assert main(["test", "--from", str(path), "-f", "json", "-o", str(found)]) == 1
    capsys.readouterr()
    assert main(["test", "--replay", str(found)]) == 1
    assert capsys.readouterr().out == "the same: epoll_create1(0x80000) = 3\n"
    found.write_text(found.read_text().replace("(0x80000) = 3", "(0x80000) = -1 EINVAL"))
    assert main(["test", "--replay", str(found)]) == 0
    assert capsys.readouterr().out == "not so now: epoll_create1(0x80000) = 3\n"
    found.write_text(found.read_text().replace('"a0 = 524288;"', '"a0 = reboot();"'))
    assert main(["test", "--replay", str(found)]) == 2
    assert "reboot stops the machine" in capsys.readouterr().err
    for wrong in ("", "[]", '{"schema": "kapi-test/2"}'):
        found.write_text(wrong)
        assert main(["test", "--replay", str(found)]) == 3
        assert f"{found}: no results" in capsys.readouterr().err
    assert main(["test", "--replay", str(tmp_path / "missing.json")]) == 3


def test_every_claim_is_a_test_for_harnesses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "-q", "mlock", "-f", "ktap"]) == 0
    shown = rows(capsys.readouterr().out)
    assert shown[:3] == ["KTAP version 1", "1..1", "KTAP version 1"]
    assert shown[-1] == "ok 1 sys_mlock"
    assert any("# SKIP user code can never see it" in line for line in shown)
    assert main(["test", "-q", "BINDER_VERSION", "-f", "ktap"]) == 4
    assert rows(capsys.readouterr().out)[-1] == "ok 1 BINDER_VERSION # SKIP"
    assert main(["test", "-q", "mlock", "-f", "junit"]) == 0
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase"))) == 17
    assert int(suite.attrib["skipped"]) == len(list(suite.iter("skipped"))) > 0


def test_a_condition_that_the_spec_lacks_is_said_with_its_scene(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "spec.c"
    path.write_text(MLOCK)
    assert main(["test", "--from", str(path)]) == 1
    shown = capsys.readouterr().out
    assert "no ENOMEM of the spec speaks of this [missing-condition]" in shown
    assert "after p = mmap(0, 4 * PAGE_SIZE" in shown
    path.write_text(MLOCK.replace("x-errors: closed", "x-errors: open"))
    assert main(["test", "--from", str(path)]) == 0
    assert "missing       spec ENOMEM" in capsys.readouterr().out


MLOCK = """\
/**
 * sys_mlock - lock pages in memory
 * @start: where they begin
 * @len: bytes
 *
 * contexts: process
 * x-errors: closed
 *
 * param: start
 *   type: uint, input
 *   x-object: addr:mapped
 *
 * param: len
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EPERM, not allowed
 * error: EAGAIN, no memory
 * error: EINVAL, range wraps
 * error: ENOMEM, hole in the range
 */
SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
"""


@pytest.mark.parametrize(
    ("limits", "when"),
    [
        ("mask(~0ULL)", "flags / 0"),
        ("range(0, 1 / 0)", "1 << 1000"),
        ("mask(NO_SUCH_NAME)", "no_such_function(flags)"),
        ("enum(A, B)", "((((flags"),
    ],
)
def test_nonsense_in_a_spec_refutes_only_what_it_says(
    tmp_path: Path, limits: str, when: str
) -> None:
    text = RIGHT.replace("mask(EPOLL_CLOEXEC)", limits).replace("flags & ~EPOLL_CLOEXEC", when)
    results = try_spec(spec(tmp_path, text))
    assert all(result.reason or result.call for result in results)
    refuted = {result.code for result in results if result.status is Status.REFUTED}
    assert refuted <= {"refused-bit", "unexplained-errno"}


def test_a_user_without_privileges_gets_results_and_reasons(tmp_path: Path) -> None:
    command = [KAPI, "test", "mmap", "-f", "json"]
    if os.geteuid() == 0:
        command = [*as_nobody(), *command]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    document = json.loads(done.stdout)
    assert document["summary"]["refuted"] == 0
    assert document["summary"]["confirmed"] > 20
    (noexec,) = [one for one in document["results"] if one["summary"] == "mounted noexec"]
    assert noexec["status"] == "not_testable"
    assert "privilege" in noexec["reason"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_ended_early_it_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "KAPI_TEST_MARK": f"{tmp_path}", "TMPDIR": str(tmp_path)}
    command = [KAPI, "test", "-q"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    mounts = Path("/proc/self/mounts").read_text()
    with subprocess.Popen(command, env=environment, text=True, **quiet) as running:  # type: ignore[call-overload]
        time.sleep(2)
        running.send_signal(number)
        errors = running.communicate(timeout=20)[1]
    assert running.returncode == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in errors
    for _ in range(100):
        if not marked(f"KAPI_TEST_MARK={tmp_path}") and not list(tmp_path.iterdir()):
            break
        time.sleep(0.05)
    assert marked(f"KAPI_TEST_MARK={tmp_path}") == []
    assert list(tmp_path.iterdir()) == []
    assert Path("/proc/self/mounts").read_text() == mounts
