"""Children that make a situation, say what they know of it, and stand still."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kapi.situation.process import Process

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = (
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
)
NOBODY = 65534
PAGE = os.sysconf("SC_PAGE_SIZE")
NEW_USER = 0x10000000
NEW_PID = 0x20000000
NEW_MOUNTS = 0x00020000
_PR_SET_DUMPABLE = 4
_PR_SET_PDEATHSIG = 1


@contextmanager
def standing(make: Callable[[], Any], **options: Any) -> Iterator[tuple[Process, Any]]:
    """Give a child that has called ``make``, and what that returned; the child stands still."""
    with before_and_after(make, lambda _: None, **options) as (process, truth, _):
        yield process, truth


@contextmanager
def before_and_after(
    make: Callable[[], Any], then: Callable[[Any], Any], **options: Any
) -> Iterator[tuple[Process, Any, Callable[[], Any]]]:
    """The same, and a function that lets the child do ``then`` and gives what that returned."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        os.chmod(place, 0o777)
        with _child(make, then, place, options) as standing_there:
            yield standing_there


@contextmanager
def _child(
    make: Callable[[], Any], then: Callable[[Any], Any], place: str, options: dict[str, Any]
) -> Iterator[tuple[Process, Any, Callable[[], Any]]]:
    said, says = os.pipe()
    waits, go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(said)
        os.close(go)
        tempfile.tempdir = place
        _say(says, make, then, waits)
    os.close(says)
    os.close(waits)
    try:
        with open(said, "rb") as answers:

            def heard() -> Any:
                truth, problem = pickle.load(answers)
                assert not problem, problem
                return truth

            def finish() -> Any:
                os.write(go, b".")
                return heard()

            truth = heard()
            with Process(pid, **options) as process:
                yield process, truth, finish
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(go)


def die_with_parent() -> None:
    """End with the process that forked this one, or a minute later: it may be gone already.

    The first process of a name space ignores signals that it does not handle.
    """
    LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
    signal.alarm(60)


def _say(says: int, make: Callable[[], Any], then: Callable[[Any], Any], waits: int) -> None:
    LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.alarm(30)
    try:
        answer = _answer(make)
        os.write(says, pickle.dumps(answer))
        if os.read(waits, 1):
            os.write(says, pickle.dumps(_answer(lambda: then(answer[0]))))
            os.read(waits, 1)
    finally:
        os._exit(0)


def _answer(work: Callable[[], Any]) -> tuple[Any, str]:
    try:
        return work(), ""
    except BaseException:
        return None, traceback.format_exc()


def as_nobody(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns in a process of an ordinary user."""
    said, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(said)
        LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.alarm(60)
        os.write(says, pickle.dumps(_answer(lambda: (become_nobody(), work())[1])))
        os._exit(0)
    os.close(says)
    with open(said, "rb") as answers:
        data = answers.read()
    os.waitpid(pid, 0)
    truth, problem = pickle.loads(data)
    assert not problem, problem
    return truth


def become_nobody() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        LIBC.prctl(_PR_SET_DUMPABLE, 1)


def both_ways(work: Callable[[], Any]) -> None:
    """Do ``work`` as who we are, and as an ordinary user."""
    work()
    if os.geteuid() == 0:
        as_nobody(work)


def unshare(kinds: int) -> None:
    if LIBC.unshare(kinds):
        raise OSError(ctypes.get_errno(), "unshare")


def mapping(length: int, protection: int = 3, flags: int = 0x22, fd: int = -1, off: int = 0) -> int:
    """Map memory (private, anonymous, readable and writable unless said)."""
    address = LIBC.mmap(None, length, protection, flags, fd, off)
    assert address not in (None, ctypes.c_void_p(-1).value), os.strerror(ctypes.get_errno())
    return int(address)


def call(number: int, *arguments: int) -> int:
    """Make a system call; the errno as a negative number when it fails."""
    LIBC.syscall.restype = ctypes.c_long
    got = LIBC.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if got == -1 else int(got)


def contents(path: str) -> str:
    with open(path) as file:
        return file.read()
