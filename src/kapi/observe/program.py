"""A program that is to be run: where it is, and why it cannot be executed."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
from collections.abc import Sequence
from typing import NoReturn

from kapi.errors import InputError

_TRACERS = frozenset({"strace", "ltrace", "gdb", "gdbserver", "lldb", "rr", "perf", "uftrace"})
_CANNOT_EXECUTE = 126  # as a shell has it
_IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)

_WITHOUT = "watched by ptrace(2), it has the rights of the user"
_FIRST = 256  # bytes that say how a file is executed: BINPRM_BUF_SIZE, include/linux/binfmts.h
_NO_FORMAT = "the kernel knows no such format; a script without #! is run by naming its shell"


def path_of(name: str) -> str:
    """Return the path of the program ``name``, found as a shell does.

    Raises `InputError` where there is none, or none that may be executed; the message says why.
    """
    path = shutil.which(name)
    if path is not None:
        return path
    there = name if "/" in name else _in_path(name)
    raise InputError(f"cannot run {name or repr(name)}: {_why_not(there)}")


def refused(path: str, number: int) -> InputError:
    """Return the error that tells why the kernel did not execute ``path``, with errno ``number``.

    >>> import errno
    >>> print(refused("/proc/self/comm", errno.EACCES))
    cannot run /proc/self/comm: Permission denied
    """
    why = os.strerror(number)
    if number == errno.ENOEXEC:
        why = f"{why}: {_NO_FORMAT}"
    elif number == errno.ENOENT:
        interpreter = _interpreter(path)
        missing = f"its interpreter {interpreter}" if interpreter else "a program that it needs"
        why = f"{why}: {missing} is not there"
    return InputError(f"cannot run {path}: {why}")


def traced_otherwise(program: Sequence[str]) -> tuple[str, ...]:
    """Return why ``program`` does not run as usual where ptrace(2) watches it: one of none.

    One that traces others cannot; one that its file gives rights does not get them, unless who
    watches has CAP_SYS_PTRACE (``bprm_caps_from_vfs_caps()`` and ``cap_bprm_creds_from_file()`` of
    ``security/commoncap.c``).
    """
    path = shutil.which(program[0]) if program else None
    if path is None:
        return ()
    name = os.path.basename(program[0])
    if name in _TRACERS:
        return (f"{name} traces programs itself: what is watched by ptrace(2), it cannot",)
    if os.geteuid() == 0:
        return ()
    if os.stat(path).st_mode & (stat.S_ISUID | stat.S_ISGID):
        return (f"{name} is set-user-ID or set-group-ID: {_WITHOUT}",)
    return (f"{name} has file capabilities: {_WITHOUT}",) if _has_capabilities(path) else ()


def _has_capabilities(path: str) -> bool:
    try:
        return bool(os.getxattr(path, "security.capability"))
    except OSError:
        return False


def restore_signals(*, keeps_interrupt: bool) -> None:
    """Give the signals that Python ignores, or handles, back to a child that becomes a program.

    ``keeps_interrupt``: SIGINT stays ignored, as it was for us. These are calls, too: who counts
    those of the program begins after them.
    """
    for one in _IGNORED_BY_PYTHON:
        signal.signal(one, signal.SIG_DFL)
    if not keeps_interrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def become(path: str, program: Sequence[str], pipe: int) -> NoReturn:
    """Turn this child into ``program``; where that fails, write its errno into ``pipe`` and end."""
    try:
        os.execv(path, list(program))
    except OSError as error:
        os.write(pipe, str(error.errno).encode())
    finally:
        os._exit(_CANNOT_EXECUTE)


def check_begun(path: str, pipe: int) -> None:
    """Wait until the program runs; raise `InputError` where `become` wrote into the other end."""
    number = os.read(pipe, 10)
    if number:
        raise refused(path, int(number))


def _in_path(name: str) -> str:
    """Return the first file of that name that stands in PATH, "" where none does."""
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    paths = (os.path.join(place, name) for place in places if name)
    return next((path for path in paths if os.path.lexists(path)), "")


def _why_not(path: str) -> str:
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return "no such program"
    except OSError as error:
        return str(error.strerror)
    if os.path.isdir(path):
        return "it is a directory"
    if os.statvfs(path).f_flag & os.ST_NOEXEC:
        return f"{path} is on a file system that is mounted noexec"
    return f"{path} may not be executed (its mode is {found.st_mode & 0o7777:04o})"


def _interpreter(path: str) -> str:
    """Return what the first line of a script names."""
    try:
        with open(path, "rb") as file:
            first = file.read(_FIRST)
    except OSError:
        return ""
    if not first.startswith(b"#!"):
        return ""
    words = first[2:].split(b"\n")[0].split()
    return os.fsdecode(words[0]) if words else ""
