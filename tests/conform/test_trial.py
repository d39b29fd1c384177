"""Whole specs tried on the kernel that runs here: right ones, wrong ones, hopeless ones."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path

import msgspec
import pytest

from kapi.cli.main import main
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.spec import Spec
from kapi.sources.load import load
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind
from tests.needs import needs
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(this_machine() is None, reason=f"{platform.machine()} not known")

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
    assert refuted[0].program.count("\n") < 40
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
