"""Programs: gcc takes them without a warning, and they end as the sandbox did."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import pytest

from kapi.call import Outcome
from kapi.conform.case import Caller, Case
from kapi.conform.cases import read_cases
from kapi.conform.helpers import HELPERS
from kapi.conform.objects import (
    descriptor,
    identifier,
    memory,
    memory_with,
    path,
    process,
    value,
)
from kapi.conform.reproducer import program
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.sandbox.worker import run
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine
from tests.conform.attempts import case_of
from tests.needs import needs

MACHINE = this_machine()
pytestmark = pytest.mark.skipif(
    MACHINE is None or os.geteuid() != 0, reason="the set-ups need a known machine and privileges"
)
NOBODY = Caller(unprivileged=True)

OBJECTS = [
    *(
        case_of("fcntl", (descriptor(kind), value(3), value(0)), Caller())
        for kind in ("regular", "pipe-full", "pty-slave", "timerfd-expired", "pidfd-zombie")
    ),
    *(
        case_of("mincore", (memory(kind), value(1), memory("mapped")), Caller())
        for kind in ("page-end", "guard", "past-end", "vvar", "kernel")
    ),
    case_of("access", (path("existing"), value(4)), Caller(True, real=True)),
    *(
        case_of("access", (path(kind), value(4)), NOBODY)
        for kind in ("behind-locked-directory", "no-end", "path-too-long", "loop")
    ),
    case_of("wait4", (process("zombie"), value(0), value(0), value(0)), Caller()),
    case_of("semctl", (identifier("semaphores-removed"), value(0), value(0)), Caller()),
    *(case_of("mlock", (memory(one), value(32768)), Caller()) for one in ("mapped", "segment")),
    case_of("mlock", (memory("mapped"), value(8192)), Caller(True, (("RLIMIT_MEMLOCK", 4096),))),
    case_of(
        "mlock",
        (memory("mapped"), value(8192)),
        Caller(True, (("RLIMIT_MEMLOCK", 4096),), ("CAP_IPC_LOCK",)),
    ),
    case_of(
        "writev",
        (
            descriptor("null"),
            memory_with(16, {0: (8, memory("mapped")), 8: (8, 3)}, at_end=True),
            value(1),
        ),
        Caller(),
    ),
    Case(syscall="pause", shown="pause()"),
    Case(syscall="exit_group", arguments=("3",), shown="exit_group(3)"),
]

WAITS = """\
case a signal
  pair = buffer(8);
  pipe2(pair, 0);
  on_signal(SIGUSR1);
  or on_signal_restart(SIGUSR1);
  or ignore_signal(SIGUSR1);
  or nothing
  signal_when_blocked(SIGUSR1);
  or write_when_blocked(get32(pair + 4), "text", 4);
  or stop_and_continue_when_blocked();
  read(get32(pair), pair, 4)
case a loop
  n = 0;
  for (i = 0; i < 3; i++)
    n += 2;
  if (n == 6) {
    n = 1 << 3 - 1 | 1;
  } else {
    n = -1;
  }
  read(n, 0, 0)
case another thread
  n = start_thread();
  tgkill(getpid(), n, 0);
  read(n, 0, 0)
"""


def shown(text: str, room: Path) -> tuple[int, str]:
    """Build and run the program ``text``; return its status and what it printed."""
    (room / "show.c").write_text(text)
    strict = ["-Wall", "-Wextra", "-Werror"]
    command = [needs("gcc"), *strict, "-o", str(room / "show"), str(room / "show.c")]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr + text
    done = subprocess.run(["./show"], cwd=room, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def in_a_worker(case: Case) -> Ran:
    assert MACHINE
    return run(case, MACHINE, 1.0)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="other calls have other names there")
@pytest.mark.parametrize(
    "case",
    [*OBJECTS, *read_cases(WAITS, "read.cases", "read").all],
    ids=lambda case: f"{case.shown}{len(case.steps)}",
)
def test_a_program_ends_as_the_case_did(case: Case, tmp_path: Path) -> None:
    assert MACHINE
    ran = next(in_workers(in_a_worker, [case], 1))  # set-ups of strangers send signals there alone
    assert ran.call, ran.problem
    text = program(case, MACHINE, case.shown, ran.call.outcome, ran.facts)
    assert shown(text, tmp_path)[0] == 0
    assert not list(tmp_path.glob("a0*")), "it leaves nothing where it runs"


def test_the_status_says_whether_the_kernel_still_does_it(tmp_path: Path) -> None:
    assert MACHINE
    case = Case(syscall="close", steps=("fd = dup(0); close(fd);",), arguments=("fd",), shown="")
    assert shown(program(case, MACHINE, "a */ b", Outcome(result=-9)), tmp_path) == (0, "-1 EBADF")
    assert shown(program(case, MACHINE, "", Outcome(result=-22)), tmp_path)[0] == 1
    assert shown(program(case, MACHINE, "", Outcome(result=0)), tmp_path)[0] == 1
    assert shown(program(case, MACHINE, "", Outcome(killed="SIGSEGV")), tmp_path)[0] == 1
    unmade = Case(syscall="close", steps=("close(-1);",), arguments=("0",), shown="")
    assert shown(program(unmade, MACHINE, "", Outcome(result=0)), tmp_path)[0] == 77


def test_who_lacks_what_the_tried_caller_had_cannot_tell(tmp_path: Path) -> None:
    assert MACHINE
    case = Case(syscall="close", arguments=("250",), shown="")
    more = {f"CAP_{name}": 1 for name in ("CHOWN", "WAKE_ALARM", "BPF", "SYS_TIME", "MAC_ADMIN")}
    text = program(case, MACHINE, "", Outcome(result=0), more)
    (tmp_path / "user.c").write_text(text)
    subprocess.run(
        [needs("gcc"), "-o", str(tmp_path / "user"), str(tmp_path / "user.c")], check=True
    )
    dropped = [needs("setpriv"), "--bounding-set=-all", "--inh-caps=-all", "./user"]
    assert subprocess.run(dropped, cwd=tmp_path, capture_output=True, check=False).returncode == 77


def test_every_helper_of_steps_has_c() -> None:
    assert [name for name, helper in HELPERS.items() if not helper.c] == ["fork"], "libc has it"
