"""Children of set-ups: what is measured of them does not depend on how far they came."""

from __future__ import annotations

import os
import signal
import time

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
