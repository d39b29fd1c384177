"""The server: a program of its own where that can be, with no more rights than its worker."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kapi.conform import privileges
from kapi.conform.case import Case
from kapi.conform.helpers import handled
from kapi.conform.sandbox import server, worker
from kapi.conform.sandbox.child import rehearse
from kapi.conform.sandbox.own_state import own_state
from kapi.conform.sandbox.server import expect_many, server_numbers
from kapi.conform.sandbox.worker import run
from kapi.conform.walls import present
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine
from tests.conform.confined import USERS, confined

MACHINE = this_machine()
CALL = Case(syscall="getpid", shown="getpid()")
pytestmark = pytest.mark.skipif(MACHINE is None, reason="this machine is not known")


def ran() -> bool:
    assert MACHINE
    expect_many()
    return run(CALL, MACHINE, 5.0).call is not None


def of_server(name: str) -> bytes:
    (number,) = server_numbers()
    return Path(f"/proc/{number}/{name}").read_bytes()


def answer(work: object) -> object:
    if not next(in_workers(lambda _: present().names, [0])):
        pytest.skip("each child raises its own walls")
    return next(in_workers(work, [0]))  # type: ignore[arg-type,type-var]


needs_no_environment = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", ""], env={}, capture_output=True).returncode != 0,
    reason="this Python does not start without an environment",
)


@needs_no_environment
def test_the_server_is_a_program_without_environment_and_with_less_memory() -> None:
    ballast = [bytes(8 << 20)]

    def resident(name: str) -> int:
        return int(Path(f"/proc/{name}/statm").read_text().split()[1])

    def work(number: int) -> tuple[bool, bytes, bytes, bool]:
        (server,) = server_numbers() if ran() else ()
        return (
            bool(ballast),
            of_server("cmdline"),
            of_server("environ").strip(b"\0"),
            resident(str(server)) < resident("self"),
        )

    made, command, environment, is_less = answer(work)  # type: ignore[misc]
    assert made
    assert b"server_process" in command
    assert environment == b""
    assert is_less


@needs_no_environment
def test_the_server_has_no_capability_that_its_worker_lacks() -> None:
    def work(number: int) -> tuple[int, int, str]:
        ran()
        rows = dict(row.split(":\t") for row in of_server("status").decode().splitlines())
        held = int(rows["CapPrm"], 16) | int(rows["CapEff"], 16) | int(rows["CapInh"], 16)
        return held, privileges.permitted(), rows["CapAmb"]

    held, allowed, ambient = answer(work)  # type: ignore[misc]
    assert held & ~allowed == 0
    assert int(ambient, 16) == 0


@pytest.mark.parametrize("user", USERS)
def test_children_of_a_program_have_what_set_ups_need(user: str) -> None:
    """An ordinary user's program would lose the capabilities of his name spaces."""
    found = confined(
        """
tell(case("getpid", steps=('mkdir("d", 0700);', 'mount("none", "d", "tmpfs", 0, 0);')))
""",
        user,
    )
    assert found[0][0] or "needs" in str(found[0][1])


@pytest.mark.parametrize("python", ["", "/nowhere/python", "/bin/true", "noisy"])
def test_where_no_program_can_be_run_the_worker_is_forked(
    monkeypatch: pytest.MonkeyPatch, python: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As with a Python that says on standard error that it misses a library."""
    if python == "noisy":
        script = tmp_path / python
        script.write_text("#!/bin/sh\necho a library is missing >&2\necho so it is\n")
        script.chmod(0o700)
        python = str(script)
    monkeypatch.setattr(sys, "executable", python)

    def work(number: int) -> tuple[list[bool], bool]:
        made = [ran() for _ in range(3)]
        return made, of_server("cmdline") == Path("/proc/self/cmdline").read_bytes()

    assert answer(work) == ([True] * 3, True)
    assert capfd.readouterr() == ("", "")


@needs_no_environment
def test_a_server_that_is_ended_again_and_again_is_forked_in_the_end() -> None:
    def work(number: int) -> tuple[list[bool], bytes]:
        made = []
        for _ in range(8):
            made.append(ran())
            os.kill(*server_numbers(), 9)
        made.append(ran())
        return made, of_server("cmdline")

    made, command = answer(work)  # type: ignore[misc]
    assert made == [True] * 9
    assert b"server_process" not in command


@pytest.mark.skipif(os.geteuid() != 0, reason="the file is root's")
def test_no_call_reaches_the_file_of_the_program_that_makes_it() -> None:
    """It is named by /proc/self/exe, and lies on a mount of those who stand outside."""
    mode = oct(os.stat(sys.executable).st_mode & 0o7777).replace("o", "")

    def work(foreign: bool) -> list[int | str]:
        assert MACHINE
        step = f'chmod("/proc/self/exe", {mode});'
        one = Case(syscall="getpid", shown="getpid()", steps=(step,), foreign=foreign)
        made: list[int | str] = [run(one, MACHINE, 5.0).problem if foreign else ""]
        for path in ("self", "thread-self", "1"):
            arguments = (f'"/proc/{path}/exe"', mode)
            case = Case(syscall="chmod", arguments=arguments, shown="chmod", foreign=foreign)
            call = run(case, MACHINE, 5.0).call
            made.append(call.outcome.errno or 0 if call else "not made")
        return made

    answer(lambda _: True)
    refused = [errno.EROFS, errno.EROFS, errno.EACCES]
    said = f'chmod("/proc/self/exe", {mode}): chmod fails with EROFS'
    assert list(in_workers(work, [False, True])) == [["", *refused], [said, *refused]]


@needs_no_environment
@pytest.mark.parametrize("may_write", [False, True])
def test_where_a_running_program_can_be_written_children_run_a_read_only_one(
    monkeypatch: pytest.MonkeyPatch, may_write: bool
) -> None:
    """Linux 6.11 and 6.12 know no ETXTBSY for it."""
    monkeypatch.setattr(worker, "_may_write_program", lambda: may_write)

    def work(number: int) -> list[bool]:
        seen: list[bool] = []

        def look(pid: int, registers: tuple[int, ...]) -> None:
            seen.append(bool(os.statvfs(f"/proc/{pid}/exe").f_flag & os.ST_RDONLY))

        assert MACHINE
        for foreign in (False, True):
            run(msgspec.structs.replace(CALL, foreign=foreign), MACHINE, 5.0, look)
        return seen

    assert answer(work) == [may_write, may_write]


@needs_no_environment
@pytest.mark.parametrize(("late", "is_program"), [(1, True), (2, False)])
def test_a_program_that_was_late_once_is_tried_again(late: int, is_program: bool) -> None:
    def work(number: int) -> list[bool]:
        found = []
        for patience in (*[0.0] * late, 10.0):
            server._PATIENCE = patience
            server._LOOK = min(patience, 0.2)
            server.end_servers()
            with contextlib.suppress(OSError):
                server._Server(shut=False, is_program=not server._no_program).end()
            found.append(bool(server._no_program))
        return [ran() and b"server_process" in of_server("cmdline"), *found]

    gone = [False] * (late - 1) + [not is_program] * 2
    assert answer(work) == [is_program, *gone]


def test_a_program_is_started_only_where_many_calls_are_expected() -> None:
    def work(number: int) -> bytes:
        assert MACHINE
        run(CALL, MACHINE, 5.0)
        return of_server("cmdline")

    expect_many()  # of a process that is no worker: those that it starts have not said it
    assert b"server_process" not in answer(work)  # type: ignore[operator]


def _state() -> tuple[object, ...]:
    """What this process has that a child gets from it."""
    status = Path("/proc/self/status").read_text().splitlines()
    kept = ("NoNewPrivs", "Seccomp:", "Cap", "Sig", "Shd", "Uid", "Threads", "Umask")
    rows = Path("/proc/self/maps").read_text().splitlines()
    starts = [int(row.partition("-")[0], 16) for row in rows]
    return (
        own_state(),
        [row for row in status if row.startswith(kept)],
        [str(one.readlink()) for one in sorted(Path("/proc/self/fd").iterdir()) if one.exists()],
        Path.cwd(),
        [one for one in starts if one % (1 << 30) == 0 and one < 1 << 40],  # of steps
        handled(),
    )


def test_what_a_server_rehearses_leaves_nothing_but_memory() -> None:
    def work() -> bool:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        assert MACHINE
        before = _state()
        rehearse(MACHINE)
        return _state() == before

    child = os.fork()
    if child == 0:
        os._exit(not work())
    assert os.waitpid(child, 0)[1] == 0
