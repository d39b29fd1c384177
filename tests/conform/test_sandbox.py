"""The sandbox against the kernel: outcomes, privileges, nothing left behind."""

from __future__ import annotations

import errno
import os
import platform
import time
from pathlib import Path as FilePath

import pytest

from kapi.call import Outcome
from kapi.conform.arguments import (
    DESCRIPTORS,
    MEMORY,
    PATHS,
    Argument,
    Descriptor,
    Memory,
    Path,
    Value,
)
from kapi.conform.sandbox import Caller, Ran, run
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

MACHINE = this_machine()
USER = Caller()
pytestmark = pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")


def ran(name: str, *arguments: Argument, caller: Caller = USER, seconds: float = 5.0) -> Ran:
    assert MACHINE
    number = syscall_number(name, MACHINE)
    assert number is not None
    return run(name, number, arguments, caller, MACHINE.name, seconds)


def outcome(name: str, *arguments: Argument, **how: object) -> Outcome:
    result = ran(name, *arguments, **how)  # type: ignore[arg-type]
    assert result.call, result.problem
    return result.call.outcome


def test_success_and_failure() -> None:
    assert outcome("getppid").result == os.getpid()
    assert outcome("close", Descriptor("closed")).errno == errno.EBADF
    assert outcome("close", Descriptor("null")).result == 0


def test_ends_that_are_no_return() -> None:
    true = (Path("executable"), Value(0), Value(0))
    assert outcome("execve", *true).gone
    assert outcome("exit_group", Value(3)).gone
    assert outcome("pause", seconds=0.3).hung


def test_death_is_an_outcome() -> None:
    huge = Value(1 << 47)
    assert outcome("munmap", Value(0), Value((1 << 47) - 4096)).killed == "SIGSEGV", huge


def test_raw_results_are_not_taken_for_errors() -> None:
    assert outcome("getpriority", Value(0), Value(0)).result == 20  # the kernel's, not libc's


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give privileges up")
def test_unprivileged_callers_have_no_capability() -> None:
    limits = (("RLIMIT_MEMLOCK", 8192),)
    as_nobody = ran("getuid", caller=Caller(True, limits))
    assert as_nobody.call
    assert as_nobody.call.outcome.result == 65534
    assert as_nobody.facts["CAP_SYS_ADMIN"] == 0
    assert as_nobody.facts["RLIMIT_MEMLOCK"] == 8192
    lock = (Memory("mapped"), Value(3 * os.sysconf("SC_PAGE_SIZE")))
    assert outcome("mlock", *lock, caller=Caller(True, limits)).errno == errno.ENOMEM
    zero = Caller(True, (("RLIMIT_MEMLOCK", 0),))
    assert outcome("mlock", *lock, caller=zero).errno == errno.EPERM


@pytest.mark.parametrize("kind", DESCRIPTORS)
def test_every_descriptor_can_be_made(kind: str) -> None:
    expected = errno.EBADF if kind == "closed" else None
    assert outcome("fcntl", Descriptor(kind), Value(1), Value(0)).errno == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("mapped", None), ("read-only", errno.EFAULT), ("none", errno.EFAULT)],
)
def test_memory_is_what_it_says(kind: str, expected: int | None) -> None:
    assert kind in MEMORY
    assert outcome("pipe2", Memory(kind), Value(0)).errno == expected
    assert outcome("munlock", Memory("unmapped"), Value(1)).errno == errno.ENOMEM


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
        ("too-long", errno.ENAMETOOLONG),
        ("fifo", None),
        ("socket", None),
        ("no-format", None),
    ],
)
def test_paths_lead_where_they_say(kind: str, expected: int | None) -> None:
    assert kind in PATHS
    assert outcome("access", Path(kind), Value(0)).errno == expected


def test_nothing_is_left_behind(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mounts = FilePath("/proc/self/mounts").read_text()
    start = time.monotonic()
    assert outcome("pause", seconds=0.2).hung
    assert outcome("open", Path("existing"), Value(os.O_RDWR), Value(0)).accepted
    assert time.monotonic() - start < 4
    assert list(tmp_path.iterdir()) == []
    assert FilePath("/proc/self/mounts").read_text() == mounts
