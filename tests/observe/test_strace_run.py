"""strace as a back end: calls, exit codes, attaching, and what it leaves alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapi.call import Outcome
from kapi.errors import InputError, NothingToCheck
from kapi.observe.strace_run import StraceRun
from kapi.vocab.architectures import ARCHITECTURES
from tests.needs import needs

X86_64 = ARCHITECTURES["x86_64"]


def run(*program: str, **options: object) -> StraceRun:
    needs("strace")
    return StraceRun({"close", "openat", "madvise"}, X86_64, program, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "status"),
    [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", -signal.SIGTERM), ("kill -KILL $$", -9)],
)
def test_status(code: str, status: int) -> None:
    backend = run("sh", "-c", code)
    assert {one.syscall for one in backend} <= {"close", "openat", "madvise"}
    assert backend.status == status
    assert not backend.losses


def test_children_threads_and_programs_are_followed() -> None:
    script = "(exec cat /etc/passwd) >/dev/null; (exec cat /nonexistent) 2>/dev/null; exit 3"
    backend = run("sh", "-c", script)
    found = list(backend)
    assert backend.status == 3
    assert len({one.tid for one in found}) == 3
    failed = [one for one in found if one.outcome and one.outcome.errno and '"/none' in one.shown]
    assert [one.program for one in failed] == ["cat"]
    assert failed[0].arguments[0] == (1 << 64) - 100


def test_the_program_has_its_own_descriptors_and_input(tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = "import os,sys; print(sorted(os.listdir('/proc/self/fd')), sys.stdin.read())"
    inherited = []
    for watched in (False, True):
        with open(out, "w", encoding="utf-8") as file:
            if watched:
                code = (
                    "import sys; from tests.observe.test_strace_run import run\n"
                    f"list(run(sys.executable, '-c', {script!r}))"
                )
            else:
                code = f"import subprocess,sys; subprocess.run([sys.executable, '-c', {script!r}])"
            subprocess.run([sys.executable, "-c", code], input="in\n", text=True, stdout=file)
        inherited.append(out.read_text())
    assert inherited[0] == inherited[1] != ""


TRACER = """
import ctypes, os
libc = ctypes.CDLL(None)
if not os.fork():
    libc.ptrace({asked}, os.getppid(), None, None)
    os._exit(0)
os.wait()
"""


@pytest.mark.parametrize(("asked", "name"), [(0, "TRACEME"), (16, "ATTACH"), (0x4206, "SEIZE")])
def test_a_program_that_cannot_trace_is_named(asked: int, name: str) -> None:
    backend = run("sh", "-c", f"{sys.executable} -c '{TRACER.format(asked=asked)}'; true")
    list(backend)
    assert len(backend.disturbed) == 1
    assert f"ptrace(PTRACE_{name}) = EPERM" in backend.disturbed[0]
    assert backend.status == 0


def test_of_others_nothing_is_told() -> None:
    continued = 7  # PTRACE_CONT, of nobody who is traced: ESRCH
    backend = run(sys.executable, "-c", TRACER.format(asked=continued))
    list(backend)
    assert not backend.disturbed
    assert not backend.losses


def test_a_process_that_runs_is_left_running() -> None:
    loop = "import time\nwhile True:\n try: open('/nonexistent')\n except OSError: time.sleep(0.01)"
    with subprocess.Popen([sys.executable, "-c", loop]) as process:
        try:
            time.sleep(0.3)
            backend = run(pids=[process.pid], duration=1.0)
            found = list(backend)
            assert process.poll() is None
            with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                assert "TracerPid:\t0\n" in status.read()
            assert any(one.outcome and one.outcome.errno == 2 for one in found)
            assert backend.status is None
            assert not backend.losses
        finally:
            process.kill()


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such program"):
        run("/no/such/program")
    with pytest.raises(InputError, match="no process 4194305"):
        run(pids=[4194305])
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(NothingToCheck, match="install the package strace"):
        StraceRun({"close"}, X86_64, ["/bin/true"])


def test_a_tracer_that_may_not_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "strace"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(NothingToCheck, match="strace saw nothing"):
        list(StraceRun({"close"}, X86_64, ["/bin/true"]))


KILLED = """
import os, signal, threading, time
def loop():
    while True: os.stat("/")
for one in range(12):
    child = os.fork()
    if not child:
        for _ in range(4): threading.Thread(target=loop, daemon=True).start()
        time.sleep(0.01)
        os._exit(0) if one % 2 else os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_calls_of_threads_that_are_killed_are_neither_lost_nor_wrong() -> None:
    needs("strace")
    zero = Outcome(result=0)
    backend = StraceRun(
        {"newfstatat"}, X86_64, (sys.executable, "-c", KILLED),
        is_silent=lambda one: one.outcome == zero,
    )  # fmt: skip
    ends = [one.outcome for one in backend if one.texts[1:2] == ('"/"',)]
    assert backend.conforming["newfstatat"] > 50
    assert {one for one in ends if one is not None and one.killed is None} <= {zero}
    assert not backend.losses


def test_calls_that_are_not_given_are_counted_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("strace")
    monkeypatch.setattr("kapi.observe.backend._SHOWN_EACH", 0.0)
    told: list[int] = []
    backend = StraceRun(
        {"close"},
        X86_64,
        ("sh", "-c", "i=0; while [ $i -lt 300 ]; do i=$((i+1)); : </dev/null; done"),
        tell=lambda calls, total, name: told.append(calls),
        is_silent=lambda one: True,
    )
    given = len(list(backend))
    assert given < 50
    assert backend.conforming["close"] > 500
    assert given < told[-1] <= given + backend.conforming["close"]
