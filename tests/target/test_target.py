"""Where calls are made: this kernel is Linux wherever it is asked, qemu-user is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kapi.target
from kapi.conform.workers import numbered
from kapi.target import is_emulated, this_target
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from tests.needs import cannot, needs

SPECS = """
/**
 * sys_epoll_create1 - make an epoll instance
 * @flags: whether execve closes it
 *
 * x-errors: open
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~EPOLL_CLOEXEC
 */
SYSCALL_DEFINE1(epoll_create1, int, flags)

/**
 * sys_madvise - advise about memory
 * @start: the first byte
 * @len: how many bytes
 * @advice: what will be done
 *
 * x-errors: open
 *
 * error: EINVAL, unknown advice
 *   x-when: advice > 1000
 */
SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len, int, advice)

/**
 * sys_mlockall - lock all mappings of the process
 * @flags: which ones
 *
 * x-errors: open
 * x-order: checked
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~7
 *
 * error: EPERM, locking not allowed at all
 *   x-when: RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 *
 * error: ENOMEM, limit exceeded
 *   x-when: flags & 1 && address_space_bytes() > RLIMIT_MEMLOCK && !CAP_IPC_LOCK
 */
SYSCALL_DEFINE1(mlockall, int, flags)
"""
CASES = {
    "epoll_create1": """
case unknown flag
  epoll_create1(4)
  or epoll_create1(0)
""",
    "madvise": """
case unknown advice
  p = mmap(0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(p, PAGE_SIZE, 12345)
  or madvise(p, PAGE_SIZE, MADV_NORMAL)
""",
    "mlockall": """
case two troubles
  as nobody, RLIMIT_MEMLOCK = 0
  or as nobody, RLIMIT_MEMLOCK = 0, only CAP_IPC_LOCK
  mlockall(9)
  or mlockall(1)

case more than the limit
  as nobody, RLIMIT_MEMLOCK = 8192
  mlockall(1)
""",
}
BUDGET = "8"


@pytest.fixture(autouse=True)
def measured_anew() -> None:
    this_target.cache_clear()
    is_emulated.cache_clear()


def test_this_kernel_is_linux_in_a_sandbox_too() -> None:
    here = this_target()
    assert here.implementation == "Linux"
    assert list(numbered(lambda _: str(this_target()), [0], 1)) == [(0, str(here))]


@pytest.mark.parametrize("missing", ["/proc/version", "/proc/thread-self", "/proc/"])
def test_what_cannot_be_read_makes_no_other_kernel(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = kapi.target._read
    monkeypatch.setattr(
        kapi.target, "_read", lambda path: "" if path.startswith(missing) else read(path)
    )
    assert this_target().implementation == "Linux"


def test_a_kernel_without_pages_of_its_own_in_the_process_is_linux(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    maps = "400000-401000 r-xp 00000000 fe:00 1 /bin/true\n7f0000-7f1000 rw-p 0 00:00 0 [stack]\n"
    monkeypatch.setattr(kapi.target, "_read", lambda path: maps if "maps" in path else "")
    assert this_target().implementation == "Linux"


def test_an_emulator_hides_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    end = "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n"
    told = f"400000-401000 r-xp 00000000 fe:00 1 /bin/true\n{end}"
    shown = f"400000-401000 r--p 00000000 fe:00 1 /bin/true\n550000-560000 r-xp 0 fe:00 2 /q\n{end}"
    maps = {"/proc/self/maps": told, "/proc/thread-self/maps": shown}
    monkeypatch.setattr(kapi.target, "_read", lambda path: maps.get(path, ""))
    assert this_target().implementation == "qemu-user"


@pytest.fixture(scope="module")
def emulator() -> str:
    if this_machine() is not ARCHITECTURES["x86_64"]:
        cannot("what qemu-x86_64 could run is not here")
    return needs("qemu-x86_64")


@pytest.fixture(scope="module")
def emulated(emulator: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("specs") / "specs.c"
    file.write_text(SPECS)
    for name, text in CASES.items():
        file.with_name(f"{name}.cases").write_text(text)
    arguments = ["test", f"--from={file}", "--budget", BUDGET, "-j", "1", "--format", "json"]
    done = _kapi([emulator], arguments)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_results_name_the_emulator(emulated: dict[str, Any]) -> None:
    assert emulated["target"]["implementation"] == "qemu-user"


@pytest.mark.parametrize("call", ["epoll_create1", "madvise", "mlockall"])
def test_an_emulator_that_accepts_too_much_is_refuted(emulated: dict[str, Any], call: str) -> None:
    (found,) = (
        one
        for one in _results(emulated, call)
        if one["subject"] == "EINVAL" and one["kind"] == "error"
    )
    assert found["status"] == "refuted"
    assert found["code"] in ("accepted-invalid", "wrong-errno")  # of the simplest call


def test_an_emulator_that_checks_in_another_order_is_refuted(emulated: dict[str, Any]) -> None:
    orders = [one for one in _results(emulated, "mlockall") if one["kind"] == "order"]
    assert ("refuted", "wrong-errno") in [(one["status"], one.get("code")) for one in orders]


def test_what_only_the_emulator_knows_refutes_nothing(emulated: dict[str, Any]) -> None:
    found = [one for one in _results(emulated, "mlockall") if "ENOMEM" in one["subject"]]
    assert "refuted" not in {one["status"] for one in found}


def test_no_claim_becomes_untestable_under_an_emulator(emulated: dict[str, Any]) -> None:
    decided = [one for one in emulated["results"] if one["kind"] in ("error", "order")]
    assert len(decided) > 4
    assert "not_testable" not in {one["status"] for one in decided}


def test_what_ends_otherwise_than_on_this_kernel_differs(emulator: str, tmp_path: Path) -> None:
    name = "epoll_create1"
    (tmp_path / "spec.c").write_text(SPECS.partition("/**\n * sys_madvise")[0])
    (tmp_path / f"{name}.cases").write_text(CASES[name])
    ledger = tmp_path / "native.jsonl"
    evidence = ["evidence", f"--from={tmp_path / 'spec.c'}", "--format", "json"]
    here = _kapi([], [*evidence, f"--record={ledger}"])
    assert here.returncode == 0, here.stderr
    there = _kapi([emulator], [*evidence, f"--ledger={ledger}"])
    assert there.returncode == 1, there.stderr
    assert '"differs"' in there.stdout
    (record,) = (
        one
        for one in map(json.loads, ledger.read_text().splitlines())
        if one["method"] == "kernel" and ":error:EINVAL" in one["claim"]
    )
    assert record["verdict"] == "confirmed"


def _kapi(emulator: list[str], arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [*emulator, os.path.realpath(sys.executable), "-m", "kapi.cli.main", *arguments]
    roots = [str(Path(kapi.target.__file__).parents[2]), *filter(None, sys.path)]
    return subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": ":".join(roots)},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def _results(emulated: dict[str, Any], call: str) -> list[dict[str, Any]]:
    return [one for one in emulated["results"] if one["api"] == f"sys_{call}"]
