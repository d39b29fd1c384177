"""Processes that children leave, where no name space of processes ends them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Collection

from kapi.conform.sandbox.linux_calls import prctl

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_ROUNDS = 100
_PATIENCE, _GRACE, _MOST = 1.0, 8.0, 30.0  # seconds until SIGTERM, then SIGKILL, then no more
_PAUSE = 0.02


def adopt() -> None:
    """Have this process inherit what its descendants leave; elsewhere (qemu-user) init does."""
    with contextlib.suppress(OSError):
        prctl(_PR_SET_CHILD_SUBREAPER, 1)


def descendants(process: int) -> list[int]:
    """Return the processes that it has made and those that they have, as far as /proc tells."""
    found = [process]
    for one in found:
        path = f"/proc/{one}/task/{one}/children"  # CONFIG_PROC_CHILDREN
        with contextlib.suppress(OSError), open(path, "rb") as file:
            found += map(int, file.read().split())
    return found[1:]


def end_descendants(besides: Collection[int] = ()) -> None:
    """End what this process, which has called `adopt`, inherits; ``besides`` with theirs stay."""
    own = os.getpid()
    for _ in range(_ROUNDS):
        kept = {*besides}.union(*map(descendants, besides))
        left = [one for one in descendants(own) if one not in kept]
        if not left:
            return
        _send(left, signal.SIGKILL)
        for one in left:  # one whose parent is about to end is ours in the next round
            with contextlib.suppress(OSError):
                os.waitpid(one, 0)


def wait_for_all() -> None:
    """Wait until this process has no child; end those that go on, with what they have made."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGCHLD,))
    start = time.monotonic()
    while _has_children():
        waited = time.monotonic() - start
        if waited > _MOST:
            return
        if waited > _PATIENCE:
            kind = signal.SIGTERM if waited < _PATIENCE + _GRACE else signal.SIGKILL
            _send(descendants(os.getpid()), kind)
        signal.sigtimedwait((signal.SIGCHLD,), _PAUSE if waited > _PATIENCE else _PATIENCE)


def _has_children() -> bool:
    """Whether there are any, now that those that have ended are waited for."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _send(processes: Collection[int], kind: int) -> None:
    for one in processes:
        with contextlib.suppress(OSError):
            os.kill(one, kind)
