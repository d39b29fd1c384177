"""Memory: limits, holes, pages that cannot be populated, mappings that do not fit the advice.

Tried on Linux 6.18, x86-64.
"""

from __future__ import annotations

import mmap

from kapi.conform.arguments import Argument, Descriptor, Memory, Value
from kapi.conform.sandbox import Caller
from kapi.conform.scenario import Scenario

__all__ = ["SCENARIOS"]

_PAGE = mmap.PAGESIZE
_ALL = Value(4 * _PAGE)
_ONE = Value(_PAGE)
_USER = Caller()
_NO_FILE = Value(-1)
_NO_LOCKING = Caller(True, (("RLIMIT_MEMLOCK", 0),))
_ONE_BYTE = Caller(True, (("RLIMIT_MEMLOCK", 1),))
_TWO_PAGES = Caller(True, (("RLIMIT_MEMLOCK", 2 * _PAGE),))

_LIMIT = r"limit|RLIMIT"
_UNMAPPED = r"not mapped|unmapped|no mapping|gap|hole|range issue|outside"
_POPULATE = r"populat|PROT_NONE|inaccessible|not accessible|fault"


def _locking(api: str, *flags: Argument) -> list[Scenario]:
    """What mlock and mlock2 have in common."""
    mapped = Memory("mapped")
    return [
        Scenario(
            api=api,
            errno="EPERM",
            about=r"allowed|privilege|permi|CAP_IPC_LOCK",
            caller=_NO_LOCKING,
            arguments=(mapped, _ONE, *flags),
        ),
        Scenario(
            api=api,
            errno="ENOMEM",
            about=_LIMIT,
            caller=_TWO_PAGES,
            arguments=(mapped, Value(3 * _PAGE), *flags),
        ),
        Scenario(
            api=api,
            errno="ENOMEM",
            about=_LIMIT,
            caller=_ONE_BYTE,
            arguments=(mapped, _ONE, *flags),
        ),
        Scenario(
            api=api, errno="ENOMEM", about=_UNMAPPED, arguments=(Memory("hole"), _ALL, *flags)
        ),
        Scenario(
            api=api, errno="ENOMEM", about=_UNMAPPED, arguments=(Memory("unmapped"), _ONE, *flags)
        ),
        Scenario(
            api=api, errno="ENOMEM", about=_POPULATE, arguments=(Memory("none"), _ONE, *flags)
        ),
        Scenario(
            api=api,
            errno="ENOMEM",
            about=_POPULATE + r"|end of (?:its|the) file",
            arguments=(Memory("past-end"), _ONE, *flags),
        ),
    ]


def _advice(errno: str, about: str, memory: Memory, length: Value, number: int) -> Scenario:
    return Scenario(
        api="sys_madvise", errno=errno, about=about, arguments=(memory, length, Value(number))
    )


_LOCKED = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x2000  # MAP_LOCKED
_RW = Value(mmap.PROT_READ | mmap.PROT_WRITE)


def _mapping(
    errno: str,
    about: str,
    flags: int,
    caller: Caller = _USER,
    fd: Argument = _NO_FILE,
    protection: Argument = _RW,
    length: Value = _ALL,
) -> Scenario:
    arguments = (Value(0), length, protection, Value(flags), fd, Value(0))
    return Scenario(api="sys_mmap", errno=errno, about=about, caller=caller, arguments=arguments)


SCENARIOS: tuple[Scenario, ...] = (
    *_locking("sys_mlock"),
    *_locking("sys_mlock2", Value(0)),
    Scenario(api="sys_munlock", errno="ENOMEM", about=_UNMAPPED, arguments=(Memory("hole"), _ALL)),
    Scenario(
        api="sys_mlockall", errno="ENOMEM", about=_LIMIT, caller=_TWO_PAGES, arguments=(Value(1),)
    ),
    Scenario(
        api="sys_mlockall",
        errno="EINVAL",
        about=r"flag|nothing to lock",
        arguments=(Value(8),),
    ),
    Scenario(
        api="sys_mlock2",
        errno="EINVAL",
        about=r"flag",
        arguments=(Memory("mapped"), _ONE, Value(2)),
    ),
    Scenario(
        api="sys_mlockall",
        errno="EPERM",
        about=r"allowed|privilege|permi|CAP_IPC_LOCK",
        caller=_NO_LOCKING,
        arguments=(Value(1),),
    ),
    _advice("ENOMEM", _UNMAPPED, Memory("hole"), _ALL, 4),
    _advice("EINVAL", r"locked", Memory("locked"), _ALL, 4),
    _advice("EINVAL", r"fit|file|shared|anonymous|private", Memory("past-end"), _ONE, 8),
    _advice("EINVAL", r"fit|file|shared|anonymous", Memory("mapped"), _ONE, 9),
    _advice("EINVAL", r"protect|PROT_|permission|readable", Memory("none"), _ONE, 22),
    _advice("EFAULT", r"populat|fault|bad page|end of", Memory("past-end"), _ONE, 22),
    _mapping("EAGAIN", r"locked|limit", _LOCKED, _ONE_BYTE),
    _mapping("EPERM", r"locking|RLIMIT_MEMLOCK|MAP_LOCKED", _LOCKED, _NO_LOCKING),
    _mapping("EBADF", r"descriptor|open", mmap.MAP_PRIVATE, fd=Descriptor("closed")),
    _mapping("EACCES", r"readable|too little|open", mmap.MAP_PRIVATE, fd=Descriptor("write-only")),
    _mapping("EACCES", r"writ|too little", mmap.MAP_SHARED, fd=Descriptor("read-only-file")),
    _mapping(
        "ENODEV", r"cannot be mapped|mmap|support", mmap.MAP_PRIVATE, fd=Descriptor("directory")
    ),
)
