"""Who a process is, beside what it says itself and what the kernel lets it do."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import threading
import time
from pathlib import Path

import pytest

from kapi.situation import caller
from kapi.situation.process import Process
from kapi.vocab.capabilities import capability_number
from tests.situation.standing import (
    LIBC,
    NEW_USER,
    NOBODY,
    as_nobody,
    become_nobody,
    both_ways,
    standing,
    unshare,
)

INFINITY = (1 << 64) - 1
_READ_IMPLIES_EXEC = 0x0400000  # linux/personality.h


def test_ids() -> None:
    def look() -> None:
        with standing(lambda: (os.getuid(), os.geteuid(), os.getgid())) as (process, ids):
            assert (caller.uid(process), caller.euid(process), caller.gid(process)) == ids

    both_ways(look)


def test_effective_ids() -> None:
    if os.geteuid():
        pytest.skip("needs root")

    def make() -> None:
        os.setresgid(1, 2, 3)
        os.setresuid(4, 5, 6)

    with standing(make) as (process, _):
        assert (caller.uid(process), caller.euid(process), caller.suid(process)) == (4, 5, 6)
        assert (caller.gid(process), caller.egid(process), caller.sgid(process)) == (1, 2, 3)
        assert caller.credentials(process)[:2] == (5, 2)


@pytest.mark.parametrize("groups", [[], [7], [7, 8, 65534]])
def test_supplementary_groups(groups: list[int]) -> None:
    if os.geteuid():
        pytest.skip("needs root")
    with standing(lambda: os.setgroups(groups)) as (process, _):
        assert caller.groups(process) == len(groups)


def test_ids_in_a_user_name_space() -> None:
    def make() -> tuple[int, int]:
        outside = os.geteuid()
        unshare(NEW_USER)
        before = os.geteuid()
        with open("/proc/self/uid_map", "w") as file:
            file.write(f"7 {outside} 1")
        return before, os.geteuid()

    def look() -> None:
        with standing(make) as (process, (_, inside)):
            assert inside == 7
            assert caller.uid(process) == caller.euid(process) == 7
            assert caller.gid(process) == NOBODY
            assert caller.in_initial_user_namespace(process) == 0
            assert caller.ns_capable(process, 0) == 1
            assert caller.capable(process, "CAP_CHOWN") == 0
            assert caller.capable_unsaid(process, 0) is None

    both_ways(look)


def test_the_real_user_where_it_is_another() -> None:
    def look(expected: int) -> None:
        with standing(lambda: None) as (process, _):
            assert caller.acts_as_real_user(process) == expected

    def with_real_root(file: str) -> tuple[bool, bool]:
        os.setresgid(-1, NOBODY, -1)
        os.setresuid(-1, NOBODY, -1)
        return os.access(file, os.R_OK), os.access(file, os.R_OK, effective_ids=True)

    if os.geteuid() == 0:
        with standing(lambda: with_real_root("/proc/1/environ")) as (process, found):
            assert found == (True, False)
            assert caller.acts_as_real_user(process) == 0
            assert caller.permitted(process, 1) == 1
            assert caller.ns_capable(process, 1) == 0
        look(1)
        as_nobody(lambda: look(1))


def test_timers() -> None:
    def make() -> int:
        timer = ctypes.c_void_p()
        assert not LIBC.timer_create(time.CLOCK_MONOTONIC, None, ctypes.byref(timer))
        return timer.value or 0

    with standing(make) as (process, number):
        assert caller.timer_exists(process, number) == 1
        assert caller.timer_exists(process, number + 1) == 0
        assert caller.timer_exists(process, -1) == 0


def test_capabilities() -> None:
    number = capability_number("CAP_IPC_LOCK")
    assert number is not None

    def look(expected: int) -> None:
        with standing(lambda: None) as (process, _):
            if caller.in_initial_user_namespace(process):
                assert caller.capable(process, "CAP_IPC_LOCK") == expected
                assert caller.capable_unsaid(process, number) == expected
            assert caller.ns_capable(process, number) == expected
            assert caller.capable(process, "CAP_OF_NOBODY") is None

    if os.geteuid() == 0:
        with standing(become_nobody) as (process, _):
            assert caller.capable(process, "CAP_IPC_LOCK") == 0
        as_nobody(lambda: look(0))


def test_limits_are_those_of_getrlimit() -> None:
    def make() -> dict[str, int]:
        resource.setrlimit(resource.RLIMIT_NOFILE, (77, 1000))
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))
        names = (name for name in dir(resource) if name.startswith("RLIMIT_"))
        return {
            name: resource.getrlimit(getattr(resource, name))[0] & INFINITY
            for name in names
            if name != "RLIMIT_OFILE"
        }

    def look() -> None:
        with standing(make) as (process, limits):
            assert len(limits) > 13
            assert {name: caller.limit(process, name) for name in limits} == limits
            assert caller.limit(process, "RLIMIT_OF_NOTHING") is None
            assert caller.hard_limit(process, resource.RLIMIT_NOFILE) == 1000
            assert caller.hard_limit(process, resource.RLIMIT_MEMLOCK) == 0
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1] & INFINITY
            assert caller.hard_limit(process, resource.RLIMIT_CORE) == hard
            assert caller.hard_limit(process, 99) is None
            soft = caller.limit(process, "RLIMIT_CORE")
            assert caller.soft_limit(process, resource.RLIMIT_CORE) == soft
            assert caller.soft_limit(process, 99) is None

    both_ways(look)


def test_the_working_directory(tmp_path: Path) -> None:
    def make() -> int:
        os.chdir(tmp_path)
        return os.stat(".").st_ino

    with standing(make) as (process, inode):
        assert caller.working_directory(process) == inode


def test_umask() -> None:
    def make() -> None:
        os.umask(0o137)

    with standing(make) as (process, _):
        assert caller.umask(process) == 0o137


def test_signals() -> None:
    def make() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        os.kill(os.getpid(), signal.SIGUSR1)

    with standing(make) as (process, _):
        assert caller.signal_pending(process) == 0
        assert caller.signal_handled(process) is None
    with standing(lambda: None, events={"signal_handled": 1}) as (process, _):
        assert caller.signal_handled(process) == 1
        assert caller.was_stopped(process) is None


def test_a_pending_signal_of_a_stopped_process() -> None:
    with standing(lambda: None) as (process, _):
        os.kill(process.pid, signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        os.kill(process.pid, signal.SIGUSR1)
        with Process(process.pid) as stopped:
            assert caller.signal_pending(stopped) == 1


def test_threads_and_privileges() -> None:
    def make() -> None:
        threading.Thread(target=signal.pause, daemon=True).start()
        LIBC.prctl(38, 1, 0, 0, 0)

    with standing(make) as (process, _):
        assert caller.threads(process) == 2
        assert caller.no_new_privs(process) == 1
    with standing(lambda: None) as (process, _):
        assert (caller.threads(process), caller.no_new_privs(process)) == (1, 0)


def test_the_real_user_where_files_are_opened_as_another() -> None:
    if os.geteuid():
        pytest.skip("needs root")
    with standing(lambda: LIBC.setfsuid(NOBODY)) as (process, _):
        assert caller.acts_as_real_user(process) == 0


def test_personality() -> None:
    def make() -> int:
        assert LIBC.personality(ctypes.c_ulong(_READ_IMPLIES_EXEC)) >= 0
        return int(LIBC.personality(ctypes.c_ulong(0xFFFFFFFF)))

    with standing(make) as (process, found):
        assert caller.personality(process) == found == _READ_IMPLIES_EXEC
