"""Numbers of processes, as the child has them and as kill and waitid take them."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable

import pytest

from kapi.situation import processes
from kapi.situation.process import Unknown
from tests.situation.standing import (
    NEW_PID,
    NEW_USER,
    become_nobody,
    both_ways,
    die_with_parent,
    standing,
    unshare,
)

CAP_KILL = 5


def family() -> tuple[int, int, int]:
    """Make a child that lives, one that has ended, and one that is waited for."""
    alive, zombie, gone = (_child(wait) for wait in (True, False, False))
    os.waitpid(gone, 0)
    time.sleep(0.05)
    return alive, zombie, gone


def _child(wait: bool, as_nobody: bool = False) -> int:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        if as_nobody:
            become_nobody()
        die_with_parent()
        os.close(writing)
        while wait:
            signal.pause()
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)  # it is who it is going to be
    os.close(reading)
    return pid


def check_family() -> None:
    with standing(family) as (process, (alive, zombie, gone)):
        pids = (alive, zombie, gone, -1, 0)
        exist = [processes.process_exists(process, pid) for pid in pids]
        assert exist == [1, 1, 0, 0, 0]
        named = [processes.named_process(process, pid) for pid in pids]
        assert named == [1, 1, 0, 0, None]
        assert [processes.is_child(process, pid) for pid in pids] == [1, 1, 0, 0, 0]
        assert [processes.is_zombie(process, pid) for pid in pids] == [0, 1, 0, 0, 0]
        assert processes.same_user(process, alive) == 1
        assert processes.has_children(process) == 1


def check_behind_pidfds() -> None:
    def make() -> tuple[tuple[int, ...], tuple[int, ...]]:
        alive, zombie, gone = (_child(wait) for wait in (True, False, False))
        fds = tuple(os.pidfd_open(pid) for pid in (alive, zombie, gone, os.getpid()))
        os.waitpid(gone, 0)
        return (alive, zombie, os.getpid()), (*fds, os.pipe()[0], 99)

    with standing(make) as (process, ((alive, zombie, own), fds)):
        behind = [processes.pidfd_process(process, fd) for fd in fds]
        assert behind == [alive, zombie, -1, own, None, None]


def test_behind_pidfds() -> None:
    both_ways(check_behind_pidfds)


def check_who_is_waited_for() -> None:
    """As wait4 itself: how many it finds, and of which it tells at once."""
    every, clones, no_wait = -1, 0x80000000, 0x40000001  # __WCLONE; __WALL | WNOHANG

    def make() -> tuple[tuple[int, int, int], int]:
        found = family()
        os.setpgid(found[0], 0)
        return found, os.getpgrp()

    with standing(make) as (process, ((alive, zombie, gone), group)):
        asked = [every, alive, zombie, gone, 0, -group, -alive, 1]
        waited = [processes.waitable_children(process, pid, 0) for pid in asked]
        assert waited == [2, 1, 1, 0, 1, 1, 1, 0]
        ended = [processes.ended_children(process, pid, no_wait) for pid in asked]
        assert ended == [1, 0, 1, 0, 1, 1, 0, 0]
        assert processes.waitable_children(process, every, clones) == 0
        with pytest.raises(Unknown):
            processes.ended_children(process, alive, os.WUNTRACED)


def test_who_is_waited_for() -> None:
    both_ways(check_who_is_waited_for)


def check_signals() -> None:
    """As kill itself: of whom it is, and whom it may reach."""

    def make() -> tuple[tuple[int, int, int], int, int]:
        os.setpgid(0, 0)  # others of our group come and go
        found = family()
        os.setpgid(found[0], 0)
        return found, os.getpgrp(), os.getpid()

    with standing(make) as (process, ((alive, zombie, gone), group, own)):
        one = [processes.signal_targets(process, pid) for pid in (alive, zombie, gone, -alive)]
        assert one == [1, 1, 0, 1]
        in_group = [processes.signal_targets(process, one) for one in (-group, 0)]
        assert in_group == [2, 2]  # itself and its zombie
        assert processes.signal_targets(process, -2147483648) == 0
        assert processes.signal_allowed(process, alive, signal.SIGTERM) == 1
        assert processes.thread_group(process, own) == own
        assert processes.queues_signal(process, own, 34) == 1
        assert processes.queues_signal(process, gone, 34) is None
        assert processes.thread_group(process, gone) is None


def test_signals() -> None:
    both_ways(check_signals)


def test_a_target_that_ends_while_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    status = processes._status

    def status_before_its_end(pid: int) -> dict[str, str]:
        found = status(pid)
        if pid == ends:
            looked.append(pid)
        if len(looked) == 2:  # as a process, and as its thread
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            looked.clear()
        return found

    monkeypatch.setattr(processes, "_status", status_before_its_end)
    with standing(lambda: None) as (process, _):
        for targets, expected in (
            (processes.signal_targets, 1),
            (lambda *of: processes.signal_allowed(*of, signal.SIGTERM), 0),
        ):
            looked: list[int] = []
            ends = _child(True)
            os.setpgid(ends, 0)
            assert targets(process, -ends) == expected
            assert targets(process, -ends) == 0


def test_signals_that_wait() -> None:
    def make() -> int:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2])
        os.kill(os.getpid(), signal.SIGUSR2)
        return os.getpid()

    numbers = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM, 0, 65)
    with standing(make) as (process, own):
        assert [processes.blocks_signal(process, own, one) for one in numbers] == [1, 1, 0, 0, 0]
        assert [processes.pending_signal(process, own, one) for one in numbers] == [0, 1, 0, 0, 0]


def test_signals_without_room() -> None:
    def make() -> int:
        signal.signal(35, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_SIGPENDING)[1]
        resource.setrlimit(resource.RLIMIT_SIGPENDING, (0, hard))
        return os.getpid()

    with standing(make) as (process, own):
        assert [processes.queues_signal(process, own, one) for one in (34, 35)] == [0, 1]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_signals_to_others() -> None:
    def make() -> tuple[int, list[bool]]:
        pid = _child(True)
        other = _child(True)
        os.setsid()
        become_nobody()
        allowed = []
        for number in (0, signal.SIGCONT):
            try:
                os.kill(pid, number)
                allowed.append(True)
            except PermissionError:
                allowed.append(False)
        return other, allowed

    with standing(make) as (process, (other, allowed)):
        found = [processes.signal_allowed(process, other, one) for one in (0, signal.SIGCONT)]
        assert found == allowed == [0, 0]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
@pytest.mark.parametrize("inside", [False, True])
def test_a_capability_over_others(inside: bool) -> None:
    """As kill itself finds it: the process is another user's."""

    def make() -> tuple[int, int, bool]:
        other = _child(True, as_nobody=True)
        if inside:
            unshare(NEW_USER)
        try:
            os.kill(other, 0)
        except PermissionError:
            return other, os.getpid(), False
        return other, os.getpid(), True

    with standing(make) as (process, (other, own, allowed)):
        assert processes.capable_over(process, other, CAP_KILL) == allowed == (not inside)
        assert processes.capable_over(process, own, CAP_KILL) == 1


def test_a_family() -> None:
    both_ways(check_family)


def test_no_children() -> None:
    with standing(lambda: None) as (process, _):
        assert processes.has_children(process) == 0
        assert processes.process_exists(process, 1) == 1
        assert processes.is_child(process, 1) == 0
        assert processes.is_child(process, process.pid) == 0


def test_another_user() -> None:
    def make() -> int:
        pid = _child(True)
        os.setresuid(1234, 1234, 1234)
        return pid

    if os.geteuid():
        pytest.skip("needs root")
    with standing(make) as (process, pid):
        assert processes.same_user(process, pid) == 0
        assert processes.owns_process(process, pid) == 0
        assert [processes.owns_process(process, one) for one in (0, process.pid)] == [1, 1]
        assert processes.owns_process(process, 1 << 22) is None


def test_a_name_space_of_its_own() -> None:
    """The numbers are those inside: 1 is the first process there, not that of the machine."""

    def make() -> int:
        if os.geteuid():
            unshare(NEW_USER)
        unshare(NEW_PID)
        says, said = os.pipe()
        pid = os.fork()
        if pid == 0:
            die_with_parent()
            inside = family()
            os.write(said, repr((os.getpid(), *inside)).encode())
            while True:
                signal.pause()
        numbers = os.read(says, 100)
        return pid, eval(numbers)

    def look() -> None:
        from kapi.situation.process import Process

        def told(predicate: Callable[[Process, int], int], pid: int) -> int | None:
            try:
                return predicate(process, pid)
            except Unknown:  # nobody may not ask in which name space others with that number are
                return None if os.geteuid() else -1

        expected = {
            processes.process_exists: [1, 1, 1, 0],
            processes.is_child: [0, 1, 1, 0],
            processes.is_zombie: [0, 0, 1, 0],
        }
        with standing(make) as (_, (pid, (itself, *others))), Process(pid) as process:
            assert itself == 1
            for predicate, wanted in expected.items():
                found = [told(predicate, one) for one in (itself, *others)]
                assert all(one in (want, None) for one, want in zip(found, wanted, strict=True))

    both_ways(look)
