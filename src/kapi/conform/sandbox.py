"""One call in one child: own process group, limits, name spaces and directory.

The child says over a pipe which registers it is about to pass, makes the call through
syscall(2), and says what came back. A child that is killed, goes away or hangs is an outcome.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import itertools
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
from kapi.conform import privileges
from kapi.conform.case import Case
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.helpers import HELPERS, PRIVATE
from kapi.conform.steps import LIBC, Block, Machine, StepError, expressions, read_steps
from kapi.expr.nodes import Node
from kapi.vocab.architectures import Architecture
from kapi.vocab.capabilities import capabilities
from kapi.vocab.syscalls import syscall_number

__all__ = ["SECONDS", "Ran", "confine_worker", "run"]

SECONDS = 0.3
"""How long a call may take before it counts as hanging, unless it is known to wait."""
_REPORT = 255  # the last below the limit of files
_MOUNTS = 0x00020000  # CLONE_NEWNS
_REST = 0x04000000 | 0x08000000 | 0x40000000  # UTS, IPC, network
_PRIVATE = 1 << 18 | 1 << 14  # MS_PRIVATE | MS_REC
_MOUNT_SETATTR = 442  # everywhere; Linux 5.12
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_READ_ONLY = 1  # MOUNT_ATTR_RDONLY
_PR_SET_PDEATHSIG = 1
_PR_CAPBSET_DROP = 24
_LIMITS = {
    "RLIMIT_AS": 1 << 30,
    "RLIMIT_CORE": 0,
    "RLIMIT_CPU": 5,
    "RLIMIT_FSIZE": 64 << 20,
    "RLIMIT_NOFILE": 256,
}
_LIMIT_NAMES = tuple(name for name in dir(resource) if name.startswith("RLIMIT_"))
_HELPERS = {name: helper.run for name, helper in HELPERS.items()}
_numbers = itertools.count()


class Ran(msgspec.Struct, frozen=True):
    """A call that was made and what was known of its caller.

    ``problem`` says why it was not made; ``after`` what the case's expression was worth;
    ``status`` the exit status of what took the caller's place.
    """

    call: Call | None
    facts: Mapping[str, int]
    problem: str = ""
    after: int | None = None
    status: int | None = None


class _Before(msgspec.Struct):
    """What a child says before the call."""

    registers: list[int] = []
    facts: dict[str, int] = {}
    problem: str = ""


class _After(msgspec.Struct):
    """What a child says after the call."""

    result: int
    after: int | None = None


def confine_worker(unsafe: bool = False) -> None:
    """Prepare a process that does nothing but `run` cases; it dies with its parent.

    Unless ``unsafe``, it gives up the capabilities with which a call could harm the machine.

    A guard that outlives it removes its directory. With privileges it also leaves the name
    spaces that others share, and fills the directory with a tmpfs of its own.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _warm()
    base = tempfile.tempdir = _guarded_directory()
    if not _is_root():
        return
    if not unsafe:
        _give_up(_HARMFUL)
    if LIBC.unshare(_MOUNTS | _REST) == 0:
        with contextlib.suppress(OSError):  # else every child tries it
            _protect_mounts()
            LIBC.mount(b"kapi", base.encode(), b"tmpfs", ctypes.c_ulong(0), b"mode=0711")
            _worker["flags"] = _MOUNTS


_worker = {"flags": _MOUNTS | _REST}
"""The name spaces that each child still has to leave."""


_HARMFUL = (
    "CAP_SYS_BOOT",
    "CAP_SYS_MODULE",
    "CAP_SYS_TIME",
    "CAP_SYS_PACCT",
    "CAP_SYSLOG",
    "CAP_WAKE_ALARM",
    "CAP_BPF",
    "CAP_PERFMON",
    "CAP_MAC_ADMIN",
    "CAP_MAC_OVERRIDE",
)
"""What lets a call stop the machine, change its kernel or set its clock."""


def _give_up(names: Sequence[str]) -> None:
    """Remove the capabilities from every set, also from what a program could regain."""
    numbers = [number for name, number in _capability_numbers() if name in names]
    for number in numbers:
        LIBC.prctl(_PR_CAPBSET_DROP, number)
    privileges.keep(~sum(1 << number for number in numbers))


def _guarded_directory() -> str:
    base = tempfile.mkdtemp(prefix="kapi-test-")
    os.chmod(base, 0o711)
    alive, held = os.pipe()
    if os.fork() == 0:
        os.close(held)
        os.setsid()
        os.read(alive, 1)  # returns when the last holder of the other end is gone
        _remove(base)
        os._exit(0)
    os.close(alive)
    return base


def _protect_mounts() -> None:
    """Make every mount of this name space private and, but for /proc, read-only.

    A call that removes or changes what a path leads to must not meet the files of others.
    """
    LIBC.mount(b"none", b"/", None, ctypes.c_ulong(_PRIVATE), None)
    for path, set_, clear in ((b"/", _READ_ONLY, 0), (b"/proc", 0, _READ_ONLY)):
        attributes = (ctypes.c_uint64 * 4)(set_, clear, 0, 0)
        arguments = (_AT_FDCWD, path, _AT_RECURSIVE, attributes, ctypes.sizeof(attributes))
        if LIBC.syscall(ctypes.c_long(_MOUNT_SETATTR), *arguments) and set_:
            raise OSError(ctypes.get_errno(), "the file systems cannot be protected")


def _remove(room: str) -> None:
    """Remove a directory; an ordinary user must first let itself into those of steps."""
    for above, names, _ in os.walk(room):
        for name in names:
            inside = os.path.join(above, name)
            if not os.path.islink(inside):
                os.chmod(inside, 0o700)
    shutil.rmtree(room, ignore_errors=True)


def _warm() -> None:
    """Load what every child needs before the first is made."""
    _facts()


@functools.cache
def _capability_numbers() -> tuple[tuple[str, int], ...]:
    return tuple(capabilities().items())


def run(case: Case, architecture: Architecture, seconds: float = SECONDS) -> Ran:
    """Make the call of ``case`` in a child; return when it has ended.

    Nothing is left behind: the directory is a tmpfs of the child's own mount name space where
    the caller may make one, else it is removed here; the child's process group is killed.
    """
    statements, arguments = read_steps(case.steps), [_node(one) for one in case.arguments]
    after = _node(case.after) if case.after else None
    machine = Machine(architecture, _HELPERS, PAGE_SIZE)
    machine.prepare((*expressions(statements), *arguments, *([after] if after else [])))
    room = os.path.join(tempfile.gettempdir(), f"kapi-test-{os.getpid()}-{next(_numbers)}")
    os.mkdir(room)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            writing = _keep_only(writing)
            _act(machine, room, writing, case, (statements, arguments, after))
        finally:
            os._exit(1)
    os.close(writing)
    try:
        said, hung = _listen(reading, seconds)
        status = _end(child, 0 if hung else seconds)
        _kill_group(child)
    finally:
        os.close(reading)
        with contextlib.suppress(OSError):
            os.rmdir(room)
        _remove(room)
    return _ran(case.syscall, said, status, hung, architecture.name)


@functools.cache
def _node(text: str) -> Node:
    (statement,) = read_steps(f"{text};")
    if isinstance(statement, Block):
        raise StepError(f"no expression: {text}")
    return statement.node


def _listen(reading: int, seconds: float) -> tuple[list[bytes], bool]:
    """Read until the child closes its end or the time is over."""
    end = time.monotonic() + seconds
    data = b""
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 65536)
        if not piece:
            return data.splitlines(), False
        data += piece
        if data.count(b"\n") > 1:  # a child of the steps may hold the other end
            return data.splitlines(), False
    return data.splitlines(), True


def _end(child: int, seconds: float) -> int:
    """Wait for the child, which may be another program by now; return its status."""
    watched = os.pidfd_open(child)
    try:
        if not select.select([watched], [], [], seconds)[0]:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(watched)
    return os.waitpid(child, 0)[1]


def _kill_group(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _ran(syscall: str, said: list[bytes], status: int, hung: bool, architecture: str) -> Ran:
    if not said:
        how = os.waitstatus_to_exitcode(status)
        return Ran(None, {}, "the steps take too long" if hung else f"the steps end with {how}")
    try:
        before = msgspec.json.decode(said[0], type=_Before)
        answer = msgspec.json.decode(said[1], type=_After) if len(said) > 1 else None
    except msgspec.DecodeError:
        return Ran(None, {}, "the call wrote into the report of it")
    if before.problem:
        return Ran(None, {}, before.problem)
    after = None
    if answer is not None:
        outcome, after = Outcome(result=answer.result), answer.after
    elif hung:
        outcome = Outcome(hung=True)
    elif os.WIFSIGNALED(status):
        outcome = Outcome(killed=signal.Signals(os.WTERMSIG(status)).name)
    else:
        outcome = Outcome(gone=True)
    registers = tuple(before.registers)
    call = Call(syscall=syscall, arguments=registers, outcome=outcome, architecture=architecture)
    gone = os.waitstatus_to_exitcode(status) if outcome.gone else None
    return Ran(call, before.facts, "", after, gone)


def _keep_only(writing: int) -> int:
    """Close all descriptors of other work, which a call might meet; return the new number."""
    os.dup2(writing, _REPORT, inheritable=False)
    os.closerange(3, _REPORT)
    PRIVATE.append(_REPORT)
    return _REPORT


def _act(
    machine: Machine,
    room: str,
    writing: int,
    case: Case,
    parts: tuple[tuple[object, ...], list[Node], Node | None],
) -> None:
    """Run the steps in ``room``, make the call, look after it. Never returns."""
    statements, arguments, after = parts
    try:
        _confine(room)
        machine.run(statements)  # type: ignore[arg-type]
        registers = [machine.value(one) & (1 << 64) - 1 for one in arguments]
        _say(writing, _Before(registers, _facts()))
    except (StepError, OSError, ValueError) as error:  # the parent must hear of it
        _say(writing, _Before(problem=_problem(error)))
        os._exit(1)
    number = syscall_number(case.syscall, machine.architecture) or 0
    longs = [ctypes.c_long(ctypes.c_long(one).value) for one in registers]
    ctypes.set_errno(0)
    result = LIBC.syscall(ctypes.c_long(number), *longs)
    errno = ctypes.get_errno()
    result = -errno if result == -1 and 0 < errno <= HIGHEST_ERRNO else result
    shown = None
    if after is not None:
        machine.set("result", result)
        try:
            shown = machine.value(after)
        except (StepError, OSError, ValueError):
            shown = None  # what cannot be looked at shows nothing
    _say(writing, _After(result, shown))
    os._exit(0)


def _problem(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"needs a privilege: {error.strerror}"
    text = str(error)
    return f"needs a privilege: {text}" if text.endswith(("EPERM", "EACCES")) else text


def _say(writing: int, message: msgspec.Struct) -> None:
    os.write(writing, msgspec.json.encode(message) + b"\n")


def _confine(room: str) -> None:
    """Leave everything that others share."""
    os.setpgid(0, 0)
    LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for one in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores some
        signal.signal(one, signal.SIG_DFL)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.close(quiet)
    if _is_root() and not _isolate(room):
        os.chmod(room, 0o777)
        HELPERS["become_nobody"].run()  # what cannot be protected must not be reached
    os.chdir(room)
    for name, number in _LIMITS.items():
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        lower = number if hard == resource.RLIM_INFINITY else min(number, hard)
        resource.setrlimit(which, (lower, hard))
    os.umask(0o077)


def _isolate(room: str) -> bool:
    """Leave the name spaces that others share; False where this process may not."""
    if LIBC.unshare(_worker["flags"]):
        return False
    if _worker["flags"] & _REST:
        try:
            _protect_mounts()
        except OSError:
            return False
    mounted = LIBC.mount(b"kapi", room.encode(), b"tmpfs", ctypes.c_ulong(0), b"mode=0777")
    return bool(mounted == 0)


def _is_root() -> bool:
    return os.geteuid() == 0


def _facts() -> dict[str, int]:
    """What this process is: each capability held or not, each soft limit (bytes or counts).

    No file is opened for it, since none may be allowed.
    """
    held = privileges.effective()
    facts = {name: held >> number & 1 for name, number in _capability_numbers()}
    for name in _LIMIT_NAMES:
        facts[name] = resource.getrlimit(getattr(resource, name))[0] & (1 << 64) - 1
    return facts
