"""The directories of children: on a tmpfs of the worker's own, else guarded until it ends."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable

from kapi.conform.sandbox.mounts import ROOMS

__all__ = ["cleaners", "enter_below", "guarded_directory", "make", "remove"]

_numbers = itertools.count()
_base = [""]
_cleaners: list[int] = []


def enter_below(base: str) -> None:
    """Let all rooms from now on be below ``base``."""
    _base[0] = base


def make(runs_programs: bool = False) -> str:
    """Make the room of a child, open to the user that it becomes; return its path.

    Set-user-id programs work in one that ``runs_programs``, where that can be had.
    """
    base = _base[0] or tempfile.gettempdir()
    if runs_programs and base == ROOMS:
        base = f"{ROOMS}-exec"
    path = os.path.join(base, f"kapi-test-{os.getpid()}-{next(_numbers)}")
    os.mkdir(path)
    os.chmod(path, 0o777)  # the one above lets nobody else in
    return path


def remove(path: str) -> None:
    """Remove a room; an ordinary user must first let itself into the directories of steps."""
    with contextlib.suppress(OSError):
        os.rmdir(path)
        return
    for above, names, _ in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                _open_up(os.path.join(above, name))
    shutil.rmtree(path, ignore_errors=True)


def _open_up(path: str) -> None:
    """Let its owner into the directory; nothing that takes its place is changed."""
    number = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.chmod(f"/proc/self/fd/{number}", 0o700)
    finally:
        os.close(number)


def guarded_directory() -> str:
    """Return a new directory that is removed when this process and all its children are gone."""
    tempfile.tempdir = None  # another user may write elsewhere
    base = tempfile.mkdtemp(prefix="kapi-test-")
    os.chmod(base, 0o711)
    on_end(lambda: remove(base))
    return base


def on_end(clean: Callable[[], None]) -> None:
    """Call ``clean`` in a process of its own when this one and all its children are gone.

    It does so at once when it is asked to end (SIGTERM).
    """
    alive, _ = os.pipe()  # the other end stays open
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
    cleaner = os.fork()
    if cleaner == 0:
        signal.signal(signal.SIGTERM, lambda *_: _clean_and_end(clean))
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.setsid()
        os.closerange(0, alive)
        os.closerange(alive + 1, (1 << 31) - 1)
        os.read(alive, 1)  # returns when the last holder of the other end is gone
        _clean_and_end(clean)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    _cleaners.append(cleaner)
    os.close(alive)


def _clean_and_end(clean: Callable[[], None]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    clean()
    os._exit(0)


def cleaners() -> tuple[int, ...]:
    """Return the numbers of the processes that this one has told to clean when it is gone."""
    return tuple(_cleaners)
