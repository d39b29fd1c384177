"""Children of set-ups: what is measured of them does not depend on how far they came."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import pytest

from kapi.conform.helpers import waits


def test_a_child_is_past_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its signals are no longer blocked, as fork() of glibc blocks them, however slow it is."""

    def slow_fork() -> int:
        everything = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        child = fork()
        if child == 0:
            time.sleep(0.2)
        signal.pthread_sigmask(signal.SIG_SETMASK, everything)
        return child

    fork = os.fork
    monkeypatch.setattr(os, "fork", slow_fork)
    child = waits.WAITS["fork"].run()
    if child == 0:
        signal.pause()
        os._exit(0)
    with open(f"/proc/{child}/status") as status:
        (blocked,) = [line.split()[1] for line in status if line.startswith("SigBlk:")]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert int(blocked, 16) == 0


def test_children_that_fork_do_not_disturb_each_other() -> None:
    fork = waits.WAITS["fork"].run
    for _ in range(50):
        first = fork()
        if first == 0:
            with ended():
                grandchild = fork() or os._exit(0)
                os.waitpid(grandchild, 0)
        second = fork()
        if second == 0:
            os._exit(0)
        codes = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in (first, second)]
        assert codes == [0, 0]


@contextlib.contextmanager
def ended() -> Iterator[None]:
    """End this process with 0, or with 1 where what is done in it fails."""
    code = 1
    with contextlib.suppress(OSError):
        yield
        code = 0
    os._exit(code)
