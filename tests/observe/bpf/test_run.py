"""A program under BPF and under strace: the same calls, the same verdicts, the same program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kapi.errors import InputError, NothingToCheck
from kapi.observe.bpf.run import BpfRun
from kapi.observe.bpf.session import Session
from kapi.observe.watched import Watched
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import Subject, verify
from kapi.pipeline.watch_results import ApiCounts
from tests.needs import needs, watches_by_bpf, with_tracefs
from tests.observe.bpf.test_session import ARCH, LSEEK

pytestmark = watches_by_bpf
WAIT, CLOSE = Session.wait, Session.close
READV = Watched(syscall="readv", number=19, parameters=(("fd", "int"),))
PROGRAM = """
import ctypes, mmap, os, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
def refused(function, *arguments):
    try: function(*arguments)
    except OSError: pass
for number in (-1, 77, 5000): refused(os.close, number); refused(os.read, number, 1)
refused(os.open, "/nonexistent/x", 0)
refused(os.open, "/", os.O_WRONLY)
area = mmap.mmap(-1, 1 << 16)
address = ctypes.addressof(ctypes.c_char.from_buffer(area))
for advice in (0, 4, 99, -1):
    for start in (0, 1, 4096): libc.madvise(ctypes.c_void_p(address + start), 4096, advice)
libc.mlock(ctypes.c_void_p(4096), 1); libc.mlock2(ctypes.c_void_p(address), 4096, 99)
libc.munlock(ctypes.c_void_p(-4096), 1 << 40); libc.mlockall(0); libc.mlockall(77)
libc.epoll_create1(1); libc.epoll_create(0); libc.epoll_ctl(0, 9, 1, None)
libc.epoll_wait(0, None, 0, 0); libc.epoll_wait(-1, None, -5, 0)
thread = threading.Thread(target=refused, args=(os.read, 99, 1)); thread.start(); thread.join()
try:  # join() returns before the thread's last calls; what is asked here has no spec
    while True: os.sched_getaffinity(thread.native_id)
except OSError: pass
if os.fork() == 0:
    refused(os.write, 88, b"x")
    refused(os.execv, "/nonexistent", ["x"])
    os.execv("/bin/true", ["true"])
os.wait()
sys.exit(7)
"""


@pytest.fixture(autouse=True)
def _one_arena(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often malloc(3) unmaps what is left around a thread's arena hangs on where it lies."""
    monkeypatch.setenv("MALLOC_ARENA_MAX", "1")


def counts(backend: str) -> tuple[int | None, dict[str, ApiCounts]]:
    program = (sys.executable, "-c", PROGRAM)
    found = verify(Subject(program=program, backend=backend), (), Options())
    assert not found.violated, found.findings
    return found.status, {one.api: one for one in found.apis}


def test_both_back_ends_see_the_same() -> None:
    needs("strace")
    status, by_bpf = counts("bpf")
    assert status == 7
    assert counts("strace") == (7, by_bpf)
    assert by_bpf["sys_madvise"].calls >= 12
    assert by_bpf["sys_execve"].calls >= 2


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Perf gives SIGINT back to what it runs, also where it was ignored."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


@pytest.mark.usefixtures("_interruptible")
def test_what_was_recorded_gives_the_same(tmp_path: Path) -> None:
    program = [sys.executable, "-c", PROGRAM]
    log, data, text = (tmp_path / name for name in ("log", "data", "text"))
    subprocess.run([needs("strace"), "-f", "-o", log, *program], check=False)
    events = [word for one in ("enter", "exit") for word in ("-e", f"raw_syscalls:sys_{one}")]
    record = [needs("perf"), "record", "-q", "-m", "2048", *events, "-o", str(data), "--"]
    subprocess.run(with_tracefs([*record, *program]), check=False, stdout=subprocess.DEVNULL)
    with text.open("w") as file:
        script = with_tracefs(["perf", "script", "-i", str(data)])
        subprocess.run(script, stdout=file, stderr=subprocess.DEVNULL, check=True)
    _, by_bpf = counts("bpf")
    for path in (log, text):
        found = verify(Subject(replay=(str(path),)), (), Options())
        assert {one.api: one for one in found.apis} == by_bpf, path.name


def test_every_call_of_a_loop_is_counted_before_and_after_its_checks_are_loaded() -> None:
    loop = (
        "import ctypes, os; libc = ctypes.CDLL(None)\n"
        "for n in range(20_000): libc.madvise(ctypes.c_void_p(4096 * (n % 7)), 4096, n % 5)\n"
        "for n in range(300): libc.madvise(ctypes.c_void_p(1), n, 0)\n"
    )
    found = verify(Subject(program=(sys.executable, "-c", loop), backend="bpf"), (), Options())
    (madvise,) = (one for one in found.apis if one.api == "sys_madvise")
    assert madvise.calls >= 20_300
    assert madvise.calls == madvise.conforming
    assert not found.summary.has_losses


@pytest.mark.parametrize("before", [(), ("env",)])
def test_programs_of_32_bits_are_left_out_alike(narrow: str, before: tuple[str, ...]) -> None:
    needs("strace")
    both = []
    for backend in ("bpf", "strace"):
        found = verify(Subject(program=(*before, narrow), backend=backend), (), Options())
        assert found.status == 5
        assert not found.summary.has_losses
        assert found.summary.foreign == 6  # close, openat, execve and wait4
        both.append((found.summary, found.apis))
    assert both[0] == both[1]
    (execve,) = (one for one in both[0][1] if one.api == "sys_execve")
    assert execve.calls == execve.conforming == 1 + len(before)


def test_calls_of_32_bits_in_a_program_of_64_are_left_out(tmp_path: Path) -> None:
    source = tmp_path / "old.c"
    source.write_text(
        # 19 is lseek in the table of i386, and readv in that of x86-64.
        "int main(void) { for (int n = 0; n < 5; n++) { long r = 19;"
        ' __asm__ volatile("int $0x80" : "+a"(r) : "b"(-1L), "c"(0L), "d"(0L) : "memory"); }'
        " return 0; }\n"
    )
    program = tmp_path / "old"
    subprocess.run([needs("gcc"), "-o", program, source], check=True)
    run = BpfRun([READV], ARCH, [str(program)])
    seen = list(run)
    if run.status == -11:
        pytest.skip("this kernel runs no programs of 32 bits")
    assert seen == []
    assert run.losses.foreign == 5


def test_a_program_that_does_not_exist() -> None:
    with pytest.raises(InputError, match="no such program"):
        BpfRun([LSEEK], ARCH, ["/nonexistent"])


def test_a_process_that_does_not_exist() -> None:
    with pytest.raises(InputError, match="there is no process"):
        BpfRun([LSEEK], ARCH, pids=[1 << 22])


def test_a_thread_stands_for_its_process() -> None:
    loop = (
        "import os, threading, time\n"
        "def loop():\n"
        " print(threading.get_native_id(), flush=True)\n"
        " while True:\n"
        "  try: os.lseek(0, 0, 4444)\n"
        "  except OSError: time.sleep(.01)\n"
        "threading.Thread(target=loop).start()"
    )
    with subprocess.Popen([sys.executable, "-c", loop], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        try:
            thread = int(child.stdout.readline())
            assert thread != child.pid
            seen = list(BpfRun([LSEEK], ARCH, pids=[thread, child.pid], duration=0.5))
        finally:
            child.kill()
    assert {one.tid for one in seen} == {thread}


def test_one_that_runs_is_watched_for_a_while() -> None:
    loop = (
        "import os, time\nwhile True:\n try: os.lseek(0, 0, 4444)\n except OSError: time.sleep(.01)"
    )
    child = subprocess.Popen([sys.executable, "-c", loop])
    try:
        time.sleep(0.3)
        run = BpfRun([LSEEK], ARCH, pids=[child.pid], duration=0.5)
        seen = list(run)
        assert child.poll() is None
    finally:
        child.kill()
        child.wait()
    assert seen
    assert {one.arguments[2] for one in seen} == {4444}
    assert run.status is None


def test_what_was_forked_meanwhile_is_not_watched_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that makes calls all the time would keep us for ever."""
    over = []

    def close(session: Session) -> None:
        over.append(session.is_over())
        CLOSE(session)

    monkeypatch.setattr(Session, "close", close)
    program = "import os, time\ntime.sleep(.3)\nos.fork()\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", program], start_new_session=True) as child:
        try:
            assert list(BpfRun([LSEEK], ARCH, pids=[child.pid], duration=1.5)) == []
            assert child.poll() is None
        finally:
            os.killpg(child.pid, signal.SIGKILL)
    assert over == [True]


def test_a_program_that_waits_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = []

    def wait(session: Session, seconds: float, ending: int | None) -> None:
        start = time.monotonic()
        WAIT(session, 20.0, ending)  # the event ends it, not the time
        waits.append(time.monotonic() - start)

    monkeypatch.setattr(Session, "wait", wait)
    program = "import os, time\ntime.sleep(.3)\nos.lseek(99, 0, 0)"
    start = time.monotonic()
    (seen,) = [
        one
        for one in BpfRun([LSEEK], ARCH, [sys.executable, "-c", program])
        if one.arguments[0] == 99
    ]
    assert seen.outcome is not None
    assert max(waits) > 0.25
    assert time.monotonic() - start < 15


def test_a_signal_that_ends_the_program_is_its_status() -> None:
    run = BpfRun([LSEEK], ARCH, ["sh", "-c", "kill -9 $$"])
    assert list(run) == []
    assert run.status == -9


def test_what_ends_the_iteration_ends_the_program() -> None:
    program = "import os, time\ntry: os.lseek(0, 0, 4444)\nexcept OSError: time.sleep(60)"
    run = BpfRun([LSEEK], ARCH, [sys.executable, "-c", program])
    calls = iter(run)
    next(one for one in calls if one.arguments[2] == 4444)
    calls.close()  # type: ignore[attr-defined]
    assert run.status == -15


def test_without_the_right_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("kapi.observe.bpf.bpf_calls._bpf", refuse)
    with pytest.raises(NothingToCheck, match="CAP_BPF and CAP_PERFMON"):
        verify(Subject(program=("true",), backend="bpf"), (), Options())


def test_numbers_of_another_pid_namespace_are_not_taken_for_the_kernels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kapi.observe.bpf.session._FIRST_NAMESPACE", 1)
    with pytest.raises(NothingToCheck, match=r"PID namespace .* use --backend strace"):
        verify(Subject(program=("true",), backend="bpf"), (), Options())


def test_without_sysfs_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.observe.bpf.session._POSSIBLE", "/nonexistent/possible")
    with pytest.raises(NothingToCheck, match="the kernel has no /nonexistent/possible"):
        verify(Subject(program=("true",), backend="bpf"), (), Options())
