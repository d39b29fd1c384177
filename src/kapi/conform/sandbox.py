"""One call in one child: own process group, limits, name spaces and directory.

The child says over a pipe which registers it is about to pass, makes the call through
syscall(2), and says what came back. A child that is killed, goes away or hangs is an outcome.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Mapping, Sequence

import msgspec

from kapi.call import HIGHEST_ERRNO, Call, Outcome
from kapi.conform.arguments import Argument
from kapi.vocab.capabilities import capabilities

__all__ = ["Caller", "Ran", "run"]

SECONDS = 0.5
_NOBODY = 65534
_NEW_NAMESPACES = 0x00020000 | 0x04000000 | 0x08000000 | 0x40000000  # mount, UTS, IPC, network
_PR_SET_PDEATHSIG = 1
_LIMITS = {"RLIMIT_CPU": 5, "RLIMIT_FSIZE": 64 << 20, "RLIMIT_NOFILE": 256, "RLIMIT_CORE": 0}


class Caller(msgspec.Struct, frozen=True):
    """Who makes the call: ``unprivileged`` as nobody without capabilities, with soft ``limits``."""

    unprivileged: bool = False
    limits: tuple[tuple[str, int], ...] = ()


class Ran(msgspec.Struct, frozen=True):
    """A call that was made and what was known of its caller. ``problem`` says why it was not."""

    call: Call | None
    facts: Mapping[str, int]
    problem: str = ""


def run(
    syscall: str,
    number: int,
    arguments: Sequence[Argument],
    caller: Caller,
    architecture: str,
    seconds: float = SECONDS,
) -> Ran:
    """Make the system call ``syscall`` (``number``) in a child; return when it has ended.

    Nothing is left behind: the directory is a tmpfs of the child's own mount name space where
    the caller may make one, else it is removed here; the child's process group is killed.
    """
    room = tempfile.mkdtemp(prefix="kapi-test-")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(room, reading, writing, number, arguments, caller)
    os.close(writing)
    try:
        said, hung = _listen(reading, seconds)
        if hung:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        _kill_group(child)
    finally:
        os.close(reading)
        shutil.rmtree(room, ignore_errors=True)
    return _ran(syscall, said, status, hung, architecture)


def _listen(reading: int, seconds: float) -> tuple[list[str], bool]:
    """Read until the child closes its end or the time is over."""
    end = time.monotonic() + seconds
    data = b""
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 65536)
        if not piece:
            return data.decode().splitlines(), False
        data += piece
    return data.decode().splitlines(), True


def _kill_group(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _ran(syscall: str, said: list[str], status: int, hung: bool, architecture: str) -> Ran:
    if not said:
        how = os.waitstatus_to_exitcode(status)
        return Ran(None, {}, f"the child ended with {how} before the call")
    before = json.loads(said[0])
    if "problem" in before:
        return Ran(None, {}, before["problem"])
    if len(said) > 1:
        outcome = Outcome(result=json.loads(said[1])["result"])
    elif hung:
        outcome = Outcome(hung=True)
    elif os.WIFSIGNALED(status):
        outcome = Outcome(killed=signal.Signals(os.WTERMSIG(status)).name)
    else:
        outcome = Outcome(gone=True)
    registers = tuple(before["registers"])
    call = Call(syscall=syscall, arguments=registers, outcome=outcome, architecture=architecture)
    return Ran(call, before["facts"])


def _child(
    room: str,
    reading: int,
    writing: int,
    number: int,
    arguments: Sequence[Argument],
    caller: Caller,
) -> None:
    """Never returns."""
    try:
        os.close(reading)
        _confine(room, caller)
        registers = [argument.make() & (1 << 64) - 1 for argument in arguments]
        facts = {**_facts(), **dict(caller.limits)}
        _limit(dict(caller.limits))  # last: with no file allowed nothing can be made
        _say(writing, {"registers": registers, "facts": facts})
    except BaseException as error:  # whatever it is, the parent must hear of it
        _say(writing, {"problem": f"{type(error).__name__}: {error}"})
        os._exit(1)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.syscall.restype = ctypes.c_long
        longs = [ctypes.c_long(ctypes.c_long(value).value) for value in registers]
        result = libc.syscall(ctypes.c_long(number), *longs)
        number = ctypes.get_errno()
        _say(writing, {"result": -number if result == -1 and number <= HIGHEST_ERRNO else result})
    finally:
        os._exit(0)


def _say(writing: int, message: Mapping[str, object]) -> None:
    os.write(writing, json.dumps(message).encode() + b"\n")


def _confine(room: str, caller: Caller) -> None:
    """Leave everything that others share; drop privileges last."""
    os.setpgid(0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    if os.geteuid() == 0 and libc.unshare(_NEW_NAMESPACES) == 0:
        private = 1 << 18 | 1 << 14  # MS_PRIVATE | MS_REC
        libc.mount(b"none", b"/", None, ctypes.c_ulong(private), None)
        libc.mount(b"kapi", room.encode(), b"tmpfs", ctypes.c_ulong(0), b"mode=0777")
    os.chdir(room)
    _limit(_LIMITS)
    if caller.unprivileged and os.geteuid() == 0:
        os.chown(room, _NOBODY, _NOBODY)
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.umask(0o077)


def _limit(limits: Mapping[str, int]) -> None:
    for name, value in limits.items():
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        lower = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (lower, hard))


def _facts() -> dict[str, int]:
    """What the child is: each capability held or not, each soft limit (bytes or counts)."""
    with open("/proc/self/status", "rb") as status:  # no codec: nobody may be unable to load one
        held = int(status.read().partition(b"CapEff:")[2].split()[0], 16)
    facts = {name: held >> number & 1 for name, number in capabilities().items()}
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            soft = resource.getrlimit(getattr(resource, name))[0]
            facts[name] = soft & (1 << 64) - 1
    return facts
