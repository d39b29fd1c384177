"""The directories of children: on a tmpfs of the worker's own, else guarded until it ends."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import tempfile
from collections.abc import Callable, Iterator

from kapi.conform.sandbox.mounts import ROOMS

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
    """Remove a room with all that is in it, however deep; what has taken its place is left alone.

    What lies in a directory is moved to the top, until nothing is left that can be moved.
    """
    with contextlib.suppress(OSError):
        os.rmdir(path)
        return
    with contextlib.suppress(OSError), _opened(path) as room:
        seen: list[str] = []
        while (names := os.listdir(room)) != seen:
            for name in names:
                with contextlib.suppress(OSError):
                    _remove_or_empty(name, room)
            seen = names
    with contextlib.suppress(OSError):
        os.rmdir(path)


def _remove_or_empty(name: str, room: int) -> None:
    """Remove what has the name; of a directory, at least what is in it is moved to ``room``."""
    with contextlib.suppress(OSError):
        os.unlink(name, dir_fd=room)
        return
    with _opened(name, room) as directory:
        for inner in os.listdir(directory):
            with contextlib.suppress(OSError):
                os.unlink(inner, dir_fd=directory)
                continue
            with contextlib.suppress(OSError):
                with _opened(inner, directory):  # one that is moved has to be one's own to write
                    pass
                free = f"{next(_numbers)}-{os.getpid()}"
                os.rename(inner, free, src_dir_fd=directory, dst_dir_fd=room)
    os.rmdir(name, dir_fd=room)


@contextlib.contextmanager
def _opened(path: str, base: int | None = None) -> Iterator[int]:
    """Let its owner into the directory, and open it; nothing that takes its place is changed."""
    flags = os.O_DIRECTORY | os.O_CLOEXEC
    place = os.open(path, flags | os.O_PATH | os.O_NOFOLLOW, dir_fd=base)
    try:
        with contextlib.suppress(OSError):
            os.chmod(f"/proc/self/fd/{place}", 0o700)
        number = os.open(f"/proc/self/fd/{place}", flags)
    finally:
        os.close(place)
    try:
        yield number
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
