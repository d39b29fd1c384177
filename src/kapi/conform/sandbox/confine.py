"""What a worker and its children leave before they make calls: all that others share."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Sequence

from kapi.conform import privileges
from kapi.conform.helpers import HELPERS
from kapi.conform.steps import LIBC
from kapi.vocab.capabilities import capabilities

__all__ = ["confine", "confine_worker", "facts", "remove"]

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
        remove(base)
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


def remove(room: str) -> None:
    """Remove a directory; an ordinary user must first let itself into those of steps."""
    for above, names, _ in os.walk(room):
        for name in names:
            inside = os.path.join(above, name)
            if not os.path.islink(inside):
                os.chmod(inside, 0o700)
    shutil.rmtree(room, ignore_errors=True)


def _warm() -> None:
    """Load what every child needs before the first is made."""
    facts()


@functools.cache
def _capability_numbers() -> tuple[tuple[str, int], ...]:
    return tuple(capabilities().items())


def confine(room: str) -> None:
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


def facts() -> dict[str, int]:
    """What this process is: each capability held or not, each soft limit (bytes or counts).

    No file is opened for it, since none may be allowed.
    """
    held = privileges.effective()
    facts = {name: held >> number & 1 for name, number in _capability_numbers()}
    for name in _LIMIT_NAMES:
        facts[name] = resource.getrlimit(getattr(resource, name))[0] & (1 << 64) - 1
    return facts
