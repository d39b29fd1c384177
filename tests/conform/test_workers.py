"""Workers: answers in order, nothing shared, nothing left, whatever ends them."""

from __future__ import annotations

import contextlib
import errno
import mmap
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapi.conform import workers
from kapi.conform.case import Case
from kapi.conform.sandbox.server import server_numbers
from kapi.conform.sandbox.worker import run
from kapi.conform.walls import present
from kapi.conform.workers import in_workers, numbered
from kapi.errors import KapiError, NoProcess
from kapi.vocab.architectures import this_machine

MACHINE = this_machine()
pytestmark = pytest.mark.skipif(MACHINE is None, reason="this machine is not known")


def test_answers_come_in_the_order_of_the_items() -> None:
    def work(number: int) -> int:
        time.sleep(0.05 * (3 - number))
        return number * number

    assert list(in_workers(work, [0, 1, 2, 3], 2)) == [0, 1, 4, 9]
    assert list(in_workers(work, [], 2)) == []


def test_an_item_may_have_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    def work(number: int) -> tuple[int, int]:
        done.append(number)
        return number, len(done)

    together, apart = [(0, 1), (1, 2), (2, 3)], [(0, 1), (1, 1), (2, 1)]
    assert list(numbered(work, range(3), 1)) == list(enumerate(together))
    assert list(numbered(work, range(3), 1, anew=True)) == list(enumerate(apart))

    def lacking(of: workers._Worker) -> None:
        if of.number >= 0:
            raise OSError(errno.EAGAIN, "no process")
        start(of)

    start = workers._Worker._start
    monkeypatch.setattr(workers._Worker, "_start", lacking)
    assert list(numbered(work, range(3), 1, anew=True)) == list(enumerate(together))


def test_what_the_work_raises_is_raised() -> None:
    def work(number: int) -> int:
        raise ValueError(f"number {number}")

    with pytest.raises(ValueError, match="number 7"):
        list(in_workers(work, [7]))


def test_a_worker_that_is_killed_is_an_error_and_no_hang() -> None:
    def work(number: int) -> int:
        os._exit(3)

    with pytest.raises(KapiError, match="was killed"):
        list(in_workers(work, [1, 2]))


def test_a_worker_that_is_killed_costs_its_own_item_alone() -> None:
    def work(number: int) -> str:
        if number % 2:
            os._exit(3)
        return f"{number} done"

    found = list(in_workers(work, [0, 1, 2, 3, 4], 2, killed=lambda number: f"{number} killed"))
    assert found == ["0 done", "1 killed", "2 done", "3 killed", "4 done"]


def test_where_no_worker_can_be_started_again_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forks = [os.fork]

    def fork() -> int:
        if not forks:
            raise OSError(11, "Resource temporarily unavailable")
        return forks.pop()()

    def work(number: int) -> int:
        os._exit(3)

    monkeypatch.setattr(os, "fork", fork)
    groups = left_groups()
    answers = in_workers(work, [1], 1, killed=lambda number: number)
    with pytest.raises(NoProcess, match="no process can be made"):
        list(answers)
    end = time.monotonic() + 10
    while left_groups() - groups and time.monotonic() < end:  # those of other tests end soon
        time.sleep(0.05)
    assert left_groups() - groups == set()


@pytest.mark.parametrize("without", [{1}, {1, 2}])
def test_what_a_worker_without_processes_was_to_do_others_do(
    monkeypatch: pytest.MonkeyPatch, without: set[int]
) -> None:
    here, made, fork = os.getpid(), [0], os.fork

    def limited() -> int:
        if os.getpid() != here and made[0] in without:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        made[0] += os.getpid() == here
        return fork()

    monkeypatch.setattr(os, "fork", limited)
    answers = in_workers(str, [0, 1, 2], 2, killed=lambda number: f"{number} killed")
    if without == {1}:
        assert list(answers) == ["0", "1", "2"]
    else:
        with pytest.raises(NoProcess, match="ulimit"):
            list(answers)


def test_the_environment_and_all_mappings_are_private() -> None:
    assert MACHINE
    seen: list[tuple[str, bytes, list[str]]] = []

    def look(pid: int, registers: tuple[int, ...]) -> None:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        descriptors = os.listdir(f"/proc/{pid}/fd")
        shared = [row for row in maps if row.split()[1] == "rw-s"]
        seen.append((" ".join(shared), environment.strip(b"\0"), sorted(descriptors)))

    def work(number: int) -> list[tuple[str, bytes, list[str]]]:
        run(Case(syscall="getpid", shown=""), MACHINE, 5.0, before=look)  # type: ignore[arg-type]
        return seen

    for shared, environment, descriptors in next(in_workers(work, [1])):
        assert (shared, environment) == ("", b"")
        assert len(descriptors) == 4


def test_a_call_that_writes_over_its_memory_reaches_nobody() -> None:
    """Read over all of the heap: it once reached a semaphore of the pool, and all hung."""
    assert MACHINE
    steps = ('fd = openat(AT_FDCWD, "/dev/urandom", O_RDONLY, 0);', "b = buffer(64);")
    read = Case(
        syscall="read",
        steps=steps,
        arguments=("fd", "b - 0x40000", "0x1000000"),
        shown="read",
    )

    def work(number: int) -> bool:
        ran = run(read, MACHINE, 1.0)  # type: ignore[arg-type]
        return bool(ran.call or ran.problem)

    assert list(in_workers(work, list(range(20)), 2)) == [True] * 20


def test_memory_of_the_worker_is_free_in_a_child() -> None:
    """What the worker has mapped since its server was forked is no memory of what reports."""
    size = 1 << 26
    steps = (f"p = mmap(0, {size}, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",)
    arguments = (
        "p",
        "PAGE_SIZE",
        "PROT_READ",
        "MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED",
        "-1",
        "0",
    )
    again = Case(syscall="mmap", steps=steps, arguments=arguments, shown="mmap")
    mounting = ("unshare(CLONE_NEWNS);", 'mount("none", "/", 0, MS_REC | MS_PRIVATE, 0);')
    mounts = Case(syscall="getpid", steps=mounting, shown="of another server")

    def work(number: int) -> list[str]:
        problems = [run(again, MACHINE, 5.0).problem]  # type: ignore[arg-type]
        with mmap.mmap(-1, size), mmap.mmap(-1, size):
            problems.append(run(again, MACHINE, 5.0).problem)  # type: ignore[arg-type]
            run(mounts, MACHINE, 5.0)  # type: ignore[arg-type]
        problems.append(run(again, MACHINE, 5.0).problem)  # type: ignore[arg-type]
        return problems

    assert next(in_workers(work, [0])) == ["", "", ""]


def walls() -> frozenset[str]:
    return next(in_workers(lambda _: present().names, [0]))


def test_processes_that_a_call_makes_end_with_it() -> None:
    assert MACHINE
    if "processes" not in walls():
        pytest.skip("no name space of processes can be had")
    fork = Case(syscall="fork", shown="fork()")

    def work(number: int) -> tuple[int | None, set[int]]:
        ran = run(fork, MACHINE, 5.0)  # type: ignore[arg-type]
        left = {int(one) for one in os.listdir("/proc") if one.isdigit()} - {*server_numbers()}
        return ran.call.outcome.result if ran.call else None, left

    for result, left in in_workers(work, [1, 2], 1):
        assert result is not None
        assert result > 1
        assert left == {1}


def test_signals_reach_no_other_process() -> None:
    assert MACHINE
    canary = subprocess.Popen(["/bin/sleep", "60"])
    kill = Case(syscall="kill", arguments=("-1", "SIGKILL"), shown="kill")
    one = Case(syscall="kill", arguments=(str(canary.pid), "SIGKILL"), shown="kill")

    def work(case: Case) -> str:
        ran = run(case, MACHINE, 5.0)  # type: ignore[arg-type]
        return ran.problem

    list(in_workers(work, [kill, one, kill], 1))
    assert canary.poll() is None
    canary.kill()
    canary.wait()


PARENT = Case(syscall="getppid", shown="getppid()")


def test_the_children_of_a_server_are_the_workers() -> None:
    def work(number: int) -> tuple[int | None, int, int]:
        return result(PARENT), os.getpid(), len(server_numbers())

    assert MACHINE
    if not walls():
        pytest.skip("each child raises its own walls")
    for _ in range(2):
        found, worker, servers = next(in_workers(work, [0]))
        assert (found, servers) == (worker, 1)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_server_that_is_gone_or_stopped_is_replaced(end: int) -> None:
    def work(number: int) -> list[bool]:
        found = [result(PARENT) == os.getpid()]
        for one in server_numbers():
            os.kill(one, end)
        return [*found, *(result(PARENT) == os.getpid() for _ in range(3))]

    assert MACHINE
    assert next(in_workers(work, [0])) == [True] * 4


def test_calls_that_reach_others_meet_no_server() -> None:
    nobody = Case(syscall="kill", arguments=("-1", "0"), shown="kill(-1, 0)")

    def work(number: int) -> list[tuple[int | None, int]]:
        cases = (PARENT, nobody, PARENT)
        return [(result(one), len(server_numbers())) for one in cases]

    assert MACHINE
    if "processes" not in walls():
        pytest.skip("no name space of processes can be had")
    before, alone, after = next(in_workers(work, [0]))
    assert before == after == (1, 1)
    assert alone == (-errno.ESRCH, 0)


def test_a_set_up_that_opens_a_descriptor_of_its_own_process_costs_no_server() -> None:
    opening = Case(syscall="getppid", steps=("fd = pidfd_open(getpid(), 0);",), shown="getppid()")

    def work(number: int) -> set[tuple[int, ...]]:
        result(PARENT)
        before = server_numbers()
        assert result(opening) == result(PARENT)
        return {before, server_numbers()}

    if "processes" not in walls():
        pytest.skip("no name space of processes can be had")
    assert len(next(in_workers(work, [0]))) == 1


def test_what_a_child_leaves_is_ended_and_the_server_stays() -> None:
    steps = "if (fork() == 0) { setsid(); if (fork() == 0) { pause(); } pause(); }"
    leaving = Case(syscall="getppid", steps=(steps,), shown="getppid()")

    def work(number: int) -> tuple[set[int], set[int], set[int]]:
        result(PARENT)
        before = set(server_numbers())
        for _ in range(3):
            assert result(leaving) == os.getpid()
        here = {int(name) for name in os.listdir("/proc") if name.isdecimal()}
        return before, set(server_numbers()), here - {os.getpid()}

    if "processes" not in walls():
        pytest.skip("no name space of processes can be had")
    before, after, here = next(in_workers(work, [0]))
    assert before == after == here


def result(case: Case) -> int | None:
    """What a call returns, in a worker."""
    ran = run(case, MACHINE, 5.0)  # type: ignore[arg-type]
    return ran.call.outcome.result if ran.call else None


SCRIPT = """
import os, signal, sys, threading
from kapi.conform import workers
from kapi.conform.case import Case
from kapi.conform.sandbox.worker import run
from kapi.conform.sandbox.server import server_numbers
from kapi.conform.workers import in_workers, numbered
from kapi.vocab.architectures import this_machine
def work(number):
    steps = ("if (fork() == 0) { pause(); }",)
    run(Case(syscall="pause", steps=steps, shown=""), this_machine(), 20.0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests ignored
threading.Timer(1.0, lambda: os.kill(os.getpid(), getattr(signal, sys.argv[1]))).start()
list(in_workers(work, [1, 2], 2))
"""


@pytest.mark.parametrize("end", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_nothing_is_left_of_a_program_that_is_ended(end: str, tmp_path: Path) -> None:
    mark = f"mark-{os.getpid()}-{end}"
    command = [sys.executable, "-c", SCRIPT, end, mark]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    groups = left_groups()
    done = subprocess.run(command, check=False, capture_output=True, env=environment, timeout=60)
    assert done.returncode
    for _ in range(400):
        if not running(mark) and not left_groups() - groups:
            break
        time.sleep(0.05)
    assert running(mark) == []
    assert list(tmp_path.iterdir()) == []
    assert left_groups() - groups == set()


def running(mark: str) -> list[str]:
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in one.read_bytes():
                found.append(str(one))
        except OSError:
            continue
    return found


def left_groups() -> set[str]:
    """The control groups that nobody is in any more.

    In a name space of processes cgroup.procs does not tell of others; the count of them does.
    """
    found = set()
    for one in Path("/sys/fs/cgroup").glob("*/kapi-*"):
        with contextlib.suppress(OSError):
            if int((one / "pids.current").read_text()) == 0:
                found.add(str(one))
    return found


@pytest.mark.skipif(os.geteuid() == 0, reason="root has no limit of processes")
def test_too_few_processes_are_an_error() -> None:
    low = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (1, low[1]))
    try:
        with pytest.raises(NoProcess):
            list(in_workers(lambda number: number, [1]))
    finally:
        resource.setrlimit(resource.RLIMIT_NPROC, low)


def test_a_signal_to_the_terminal_does_not_reach_the_calls() -> None:
    def work(number: int) -> object:
        return signal.getsignal(signal.SIGINT)

    assert list(in_workers(work, [1])) == [signal.SIG_IGN]
