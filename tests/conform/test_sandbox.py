"""The sandbox against the kernel: outcomes, privileges, nothing is left."""

from __future__ import annotations

import errno
import functools
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path as FilePath

import pytest

from kapi.call import Outcome
from kapi.conform.case import Caller, Case
from kapi.conform.objects import (
    DESCRIPTORS,
    MEMORY,
    PATHS,
    Argument,
    descriptor,
    memory,
    path,
    value,
)
from kapi.conform.sandbox import process_state
from kapi.conform.sandbox.child import report_number
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.sandbox.watch import signal_name
from kapi.conform.sandbox.worker import run
from kapi.vocab.architectures import this_machine
from tests.conform.attempts import case_of
from tests.needs import needs

MACHINE = this_machine()
USER = Caller()
pytestmark = pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")


def ran(name: str, *arguments: Argument, caller: Caller = USER, seconds: float = 5.0) -> Ran:
    assert MACHINE
    return run(case_of(name, arguments, caller), MACHINE, seconds)


def outcome(name: str, *arguments: Argument, **how: object) -> Outcome:
    result = ran(name, *arguments, **how)  # type: ignore[arg-type]
    assert result.call, result.problem
    return result.call.outcome


def test_success_and_failure() -> None:
    assert outcome("getppid").result == os.getpid()
    assert outcome("close", descriptor("closed")).errno == errno.EBADF
    assert outcome("close", descriptor("null")).result == 0


def test_ends_that_are_no_return() -> None:
    true = (path("executable"), value(0), value(0))
    assert outcome("execve", *true).gone
    assert outcome("exit_group", value(3)).gone
    assert outcome("pause", seconds=0.3).hung


def test_death_is_an_outcome() -> None:
    huge = value(1 << 47)
    assert outcome("munmap", value(0), value((1 << 47) - 4096)).killed == "SIGSEGV", huge


def test_a_real_time_signal_is_named_by_its_number() -> None:
    assert signal_name(signal.SIGRTMIN + 29) == "SIGRTMIN+29"
    assert signal_name(signal.SIGSEGV) == "SIGSEGV"


def test_raw_results_are_not_taken_for_errors() -> None:
    found = outcome("getpriority", value(0), value(0)).result
    assert found == 20 - os.getpriority(os.PRIO_PROCESS, 0)  # the kernel's, not libc's


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give privileges up")
def test_unprivileged_callers_have_no_capability() -> None:
    limits = (("RLIMIT_MEMLOCK", 8192),)
    as_nobody = ran("getuid", caller=Caller(True, limits))
    assert as_nobody.call
    assert as_nobody.call.outcome.result == 65534
    assert as_nobody.facts["CAP_SYS_ADMIN"] == 0
    assert as_nobody.facts["RLIMIT_MEMLOCK"] == 8192
    lock = (memory("mapped"), value(3 * os.sysconf("SC_PAGE_SIZE")))
    assert outcome("mlock", *lock, caller=Caller(True, limits)).errno == errno.ENOMEM
    zero = Caller(True, (("RLIMIT_MEMLOCK", 0),))
    assert outcome("mlock", *lock, caller=zero).errno == errno.EPERM


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give privileges up")
def test_a_caller_who_is_nobody_in_effect_alone() -> None:
    for name, number in (("getuid", 0), ("geteuid", 65534), ("getegid", 65534)):
        found = ran(name, caller=Caller(True, real=True))
        assert found.call
        assert found.call.outcome.result == number
        assert found.facts["CAP_SYS_ADMIN"] == 0


@pytest.mark.parametrize("kind", DESCRIPTORS)
def test_every_descriptor_can_be_made(kind: str) -> None:
    expected = errno.EBADF if kind in ("closed", "negative", "working-directory") else None
    found = ran("fcntl", descriptor(kind), value(1), value(0))
    if os.geteuid() and found.problem.startswith("needs a privilege"):
        pytest.skip(f"an ordinary user has none: {found.problem}")
    assert found.call, found.problem
    assert found.call.outcome.errno == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("mapped", None), ("read-only", errno.EFAULT), ("none", errno.EFAULT)],
)
def test_memory_is_what_it_says(kind: str, expected: int | None) -> None:
    assert kind in MEMORY
    assert outcome("pipe2", memory(kind), value(0)).errno == expected
    assert outcome("munlock", memory("unmapped"), value(1)).errno == errno.ENOMEM


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("existing", None),
        ("directory", None),
        ("executable", None),
        ("missing", errno.ENOENT),
        ("empty", errno.ENOENT),
        ("dangling", errno.ENOENT),
        ("loop", errno.ELOOP),
        ("below-file", errno.ENOTDIR),
        ("name-too-long", errno.ENAMETOOLONG),
        ("fifo", None),
        ("socket", None),
        ("no-format", None),
    ],
)
def test_paths_lead_where_they_say(kind: str, expected: int | None) -> None:
    assert kind in PATHS
    assert outcome("access", path(kind), value(0)).errno == expected


def left(room: FilePath, call: str, *arguments: str) -> list[str]:
    """Run a case in a process with its own TMPDIR, end it with ``call``; return what is left."""
    code = (
        "import os, signal, threading, time\n"
        "from kapi.conform.case import Case\n"
        "from kapi.conform.sandbox.surround import confine_worker\n"
        "from kapi.conform.sandbox.worker import run\n"
        "from kapi.vocab.architectures import this_machine\n"
        "confine_worker()\n"
        f"threading.Timer(0.5, lambda: {call}).start()\n"
        "steps = 'if (fork() == 0) { pause(); }'\n"
        "case = Case(syscall='pause', steps=(steps,), arguments=(), shown='pause()')\n"
        "run(case, this_machine(), 20.0)\n"
    )
    mark = f"mark-{room.name}-{os.getpid()}"
    command = [*arguments, sys.executable, "-c", code, mark]
    environment = {**os.environ, "TMPDIR": str(room), "HOME": "/nonexistent"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    for _ in range(100):  # the kernel and the guard need a moment
        found = [*map(str, room.iterdir()), *marked(mark)]
        if not found:
            break
        time.sleep(0.05)
    return found


@functools.cache
def as_nobody() -> tuple[str, ...]:
    """What to put before a command that nobody should run."""
    prefix = (needs("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups")
    command = [*prefix, sys.executable, "-c", "import kapi"]
    if subprocess.run(command, check=False, capture_output=True, cwd="/").returncode:
        pytest.skip("other users cannot read this installation")
    return prefix


def marked(mark: str) -> list[str]:
    """The processes that were started with ``mark``, and what they have forked."""
    found = []
    for one in FilePath("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in one.read_bytes():
                found.append(str(one.parent))
        except OSError:
            continue
    return found


KILL = "os.kill(os.getpid(), signal.SIGKILL)"


def test_nothing_is_left_by_a_killed_parent(tmp_path: FilePath) -> None:
    mounts = FilePath("/proc/self/mounts").read_text()
    assert left(tmp_path, KILL) == []
    assert FilePath("/proc/self/mounts").read_text() == mounts


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_nothing_is_left_without_privileges(tmp_path: FilePath) -> None:
    room = FilePath(tempfile.mkdtemp(dir="/tmp"))
    room.chmod(0o777)
    try:
        assert left(room, KILL, *as_nobody()) == []
    finally:
        room.rmdir()


def test_nothing_is_left(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mounts = FilePath("/proc/self/mounts").read_text()
    start = time.monotonic()
    assert outcome("pause", seconds=0.2).hung
    assert outcome("open", path("existing"), value(os.O_RDWR), value(0)).accepted
    assert time.monotonic() - start < 4
    assert list(tmp_path.iterdir()) == []
    assert FilePath("/proc/self/mounts").read_text() == mounts


def case(call: str, steps: str = "", arguments: tuple[str, ...] = ()) -> Case:
    return Case(syscall=call, steps=(steps,), arguments=arguments, shown=call)


def test_what_the_steps_make_is_passed() -> None:
    assert MACHINE
    steps = "fd = dup(0); close(fd);"
    done = run(case("dup2", steps, ("0", "fd + 7")), MACHINE)
    assert done.call
    assert (done.call.arguments, done.call.outcome.result) == ((0, 10), 10)
    done = run(case("execve", "", ('"/bin/false"', "0", "0")), MACHINE, 5.0)
    assert done.call
    assert (done.call.outcome.gone, done.status) == (True, 1)


def test_steps_that_fail_are_a_problem_and_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MACHINE
    monkeypatch.setattr("kapi.conform.sandbox.watch._SET_UP", 0.2)
    done = run(case("getpid", "close(250);"), MACHINE)
    assert (done.call, done.problem) == (None, "close(250): close fails with EBADF")
    done = run(case("getpid", "if (fork() == 0) { pause(); } while (1) { }"), MACHINE, 0.3)
    assert (done.call, done.problem) == (None, "the steps take too long")
    for stop in ("kill(getpid(), SIGSTOP);", "t = start_thread(); kill(t, SIGSTOP);"):
        start = time.monotonic()
        done = run(case("getpid", stop), MACHINE, 0.3)
        # where another thread gets the signal the call may be over before all are stopped
        over = done.call and (done.call.outcome.hung or "thread" in stop)
        assert done.problem == "the steps take too long" or over
        assert time.monotonic() - start < 8
    ended = 'c = fork(); if (c == 0) { execve("missing", 0, 0); } until_blocked(c);'
    done = run(case("getpid", ended), MACHINE)
    assert (done.call, done.problem) == (None, "until_blocked(c): fails with ESRCH")
    done = run(case("getpid", "x = NO_SUCH_NAME;"), MACHINE)
    assert done.call is None
    assert "NO_SUCH_NAME" in done.problem


def test_a_call_cannot_reach_descriptors_of_others_nor_spoil_its_report() -> None:
    assert MACHINE
    assert [outcome("close", value(number)).errno for number in (3, 4, 5, 9)] == [errno.EBADF] * 4
    spoilt = run(case("write", 'b = "x";', (f"{report_number()}", "b", "1")), MACHINE)
    assert spoilt.call is None
    assert spoilt.problem == "the call wrote into the report of it"


class Looks:
    """What a worker sees of a child before and after its call."""

    def __init__(self) -> None:
        self.before: list[tuple[tuple[int, ...], list[str], str]] = []
        self.after: list[tuple[Outcome, dict[str, int], str]] = []

    def look_before(self, pid: int, registers: tuple[int, ...]) -> None:
        self.before.append((registers, os.listdir(f"/proc/{pid}/fd"), limit(pid)))

    def look_after(self, pid: int, outcome: Outcome, events: Mapping[str, int]) -> None:
        self.after.append((outcome, dict(events), limit(pid)))


def limit(pid: int) -> str:
    """The soft limit of the size of files, which is no one's secret, of a living process."""
    assert FilePath(f"/proc/{pid}/maps").read_text()
    rows = FilePath(f"/proc/{pid}/limits").read_text().splitlines()
    return next(row.split()[3] for row in rows if row.startswith("Max file size"))


@pytest.mark.parametrize("steps", ["", "become_nobody();"])
def test_a_child_is_looked_at_before_and_after_its_call(steps: str) -> None:
    assert MACHINE
    looks = Looks()
    steps += " b = buffer(16); put64(b, 4096); put64(b + 8, 8192);"
    change = case("setrlimit", steps, ("RLIMIT_FSIZE", "b"))
    done = run(change, MACHINE, 5.0, looks.look_before, looks.look_after)
    assert done.call
    ((registers, descriptors, soft),) = looks.before
    assert registers == done.call.arguments
    assert sorted(descriptors) == sorted(["0", "1", "2", str(report_number())])
    assert soft == str(64 << 20)
    assert looks.after == [(Outcome(result=0), {"signal_handled": 0, "was_stopped": 0}, "4096")]


def test_handlers_that_run_during_the_call_are_counted() -> None:
    assert MACHINE
    looks = Looks()
    steps = "on_signal(SIGALRM); signal_when_blocked(SIGALRM);"
    done = run(case("pause", steps), MACHINE, 5.0, looks.look_before, looks.look_after)
    assert done.events == {"signal_handled": 1, "was_stopped": 0}
    assert [(one.errno, events) for one, events, _ in looks.after] == [(errno.EINTR, done.events)]


@pytest.mark.parametrize(("steps", "stopped"), [("stop_and_continue_when_blocked();", 1), ("", 0)])
def test_whether_a_call_that_sleeps_was_stopped(steps: str, stopped: int) -> None:
    assert MACHINE
    done = run(case("pause", steps), MACHINE, 5.0)
    assert done.call
    assert done.call.outcome.hung
    assert done.events["was_stopped"] == stopped


def test_a_call_that_sleeps_and_a_handler_that_may_have_run() -> None:
    """Where one is set nothing tells: signal(7) has calls that go on after it."""
    assert MACHINE
    done = run(case("pause", "on_signal(SIGALRM);"), MACHINE, 5.0)
    assert done.events == {"was_stopped": 0}


@pytest.mark.parametrize(("action", "handles"), [("signal.SIG_DFL", False), ("print", True)])
def test_whether_a_process_handles_signals(action: str, handles: bool) -> None:
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
        f"signal.signal(signal.SIGUSR1, {action}); print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        assert process_state.has_handlers(child.pid) is handles


def test_a_program_gets_the_same_stack_each_time() -> None:
    assert MACHINE
    steps = 'limit(RLIMIT_STACK, 8192); v = pointers("x", 1);'
    tried = case("execve", steps, ('"/bin/true"', "v", "0"))
    ended = [run(tried, MACHINE, 5.0).call for _ in range(8)]
    assert len({one.outcome for one in ended if one}) == 1


@pytest.mark.parametrize("milliseconds", [1, 10])
def test_a_short_time_limit_ends_before_what_happens_while_the_call_waits(
    milliseconds: int,
) -> None:
    assert MACHINE
    steps = (
        "ep = epoll_create1(0); e = buffer(16); on_signal(SIGALRM); signal_when_blocked(SIGALRM);"
    )
    short = case("epoll_wait", steps, ("ep", "e", "1", str(milliseconds)))
    ended = [run(short, MACHINE, 5.0).call for _ in range(3)]
    assert [one.outcome for one in ended if one] == [Outcome(result=0)] * 3


def test_who_does_not_come_back_is_looked_at_only_where_it_lives_on() -> None:
    assert MACHINE
    looks = Looks()
    run(case("pause"), MACHINE, 0.2, looks.look_before, looks.look_after)
    assert [one.hung for one, _, _ in looks.after] == [True]
    sleep = 'b = buffer(24); put64(b, "sleep"); put64(b + 8, "9");'
    run(case("execve", sleep, ('"/bin/sleep"', "b", "0")), MACHINE, 0.5, None, looks.look_after)
    assert [one.gone for one, _, _ in looks.after] == [False, True]
    for call, arguments in (("exit_group", ("3",)), ("munmap", ("0", "(1 << 47) - 4096"))):
        run(case(call, "", arguments), MACHINE, 5.0, None, looks.look_after)
    assert len(looks.after) == 2


def test_the_default_actions_of_signals_are_back() -> None:
    assert MACHINE
    steps = "pair = buffer(8); pipe2(pair, 0); close(get32(pair)); w = get32(pair + 4);"
    done = run(case("write", steps, ("w", '"x"', "1")), MACHINE)
    assert done.call
    assert done.call.outcome == Outcome(killed="SIGPIPE")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has capabilities to give up")
def test_workers_keep_no_capability_that_harms_the_machine() -> None:
    code = (
        "from kapi.conform.case import Case\n"
        "from kapi.conform.sandbox.surround import confine_worker\n"
        "from kapi.conform.sandbox.worker import run\n"
        "from kapi.vocab.architectures import this_machine\n"
        "confine_worker()\n"
        "case = Case(syscall='getpid', steps=(), arguments=(), shown='')\n"
        "facts = run(case, this_machine()).facts\n"
        "print(*(facts['CAP_' + name] for name in ('SYS_BOOT', 'SYS_MODULE', 'SYS_TIME', 'BPF')))\n"
        "print(facts['CAP_SYS_ADMIN'], facts['CAP_DAC_OVERRIDE'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0 0 0 0\n1 1\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has no mounts of its own")
def test_the_files_of_others_cannot_be_changed(tmp_path: FilePath) -> None:
    assert MACHINE
    victim = tmp_path / "victim"
    victim.write_text("text")
    for call in ("unlink", "truncate", "chmod"):
        done = run(case(call, "", (f'"{victim}"', "0")), MACHINE)
        assert done.call
        assert done.call.outcome.errno == errno.EROFS
    assert victim.read_text() == "text"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user is unprivileged anyhow")
def test_who_cannot_protect_the_files_of_others_is_nobody() -> None:
    code = (
        "from kapi.conform.case import Case\n"
        "from kapi.conform.sandbox.surround import confine_worker\n"
        "from kapi.conform.sandbox.worker import run\n"
        "from kapi.vocab.architectures import this_machine\n"
        "confine_worker()\n"
        "case = Case(syscall='getuid', steps=('write_file(\"f\", \"x\", 0600);',), arguments=(),"
        " shown='')\n"
        "print(run(case, this_machine()).call.outcome.result)\n"
    )
    less = (needs("setpriv"), "--bounding-set=-sys_admin", "--inh-caps=-sys_admin")
    command = [*less, sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "65534\n"


def test_a_call_hangs_only_while_those_who_would_end_it_sleep() -> None:
    """On a busy machine a process that is to write or to signal may wait long for its turn."""
    source = (
        "import os, signal\n"
        "busy = os.fork()\n"
        "while busy == 0: pass\n"
        "print(busy, flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE) as sleeper:
        assert sleeper.stdout
        busy = int(sleeper.stdout.readline())
        try:
            wait_for_state(sleeper.pid, "S")
            assert not process_state.are_asleep(sleeper.pid)
            os.kill(busy, signal.SIGSTOP)
            wait_for_state(busy, "T")
            assert process_state.are_asleep(sleeper.pid)
        finally:
            os.kill(busy, signal.SIGKILL)
            sleeper.kill()


def wait_for_state(number: int, letter: str) -> None:
    while FilePath(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0] != letter:
        time.sleep(0.001)
