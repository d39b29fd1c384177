"""The capabilities of this process, by system calls alone: no file may be allowed to it."""

from __future__ import annotations

import ctypes
import errno
import functools
from collections.abc import Iterable

from kapi.conform.libc import LIBC
from kapi.vocab.capabilities import capabilities

HARMFUL = frozenset(
    {
        *("CAP_SYS_BOOT", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_TIME", "CAP_WAKE_ALARM"),
        *("CAP_SYS_PACCT", "CAP_SYSLOG", "CAP_SYS_TTY_CONFIG", "CAP_BLOCK_SUSPEND"),
        *("CAP_BPF", "CAP_PERFMON", "CAP_MAC_ADMIN", "CAP_MAC_OVERRIDE"),
        *("CAP_AUDIT_CONTROL", "CAP_AUDIT_READ", "CAP_AUDIT_WRITE"),
        *("CAP_SYS_PTRACE", "CAP_CHECKPOINT_RESTORE"),
    }
)
"""What lets a call stop the machine, change its kernel or clock, or take over its worker."""

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, linux/capability.h
_PR_CAPBSET_READ, _PR_CAPBSET_DROP = 23, 24  # linux/prctl.h
_PR_CAP_AMBIENT, _RAISE, _CLEAR_ALL = 47, 2, 4  # linux/prctl.h; Linux 4.3
_Head, _Sets = ctypes.c_uint32 * 2, ctypes.c_uint32 * 6  # kept: a type costs more than its use


@functools.cache
def numbers() -> tuple[tuple[str, int], ...]:
    """Return (name, number) of every capability that Linux has."""
    return tuple(capabilities().items())


def bits(names: Iterable[str]) -> int:
    """Return the mask of the capabilities called ``names``; what is none is left out."""
    known = dict(numbers())
    return sum(1 << known[name] for name in set(names) if name in known)


def effective() -> int:
    """Return the effective capabilities, a bit for each number."""
    data = _read()
    return int(data[0] | data[3] << 32)


def permitted() -> int:
    """Return the permitted capabilities, a bit for each number."""
    data = _read()
    return int(data[1] | data[4] << 32)


def pass_on() -> None:
    """Let a program that this process runs have what is permitted here and was not forgotten.

    Root's programs have it anyhow. Raises `OSError` where that is forbidden.
    """
    data = _read()
    mask = permitted() & sum(1 << number for _, number in numbers() if _is_bounding(number))
    data[2], data[5] = mask & 0xFFFFFFFF, mask >> 32
    if LIBC.capset(_header(), data):
        raise PermissionError(ctypes.get_errno(), "capset")
    for _, number in numbers():
        if mask >> number & 1 and _ambient(_RAISE, number):
            raise PermissionError(ctypes.get_errno(), "prctl")


def pass_on_no_more() -> None:
    """Let a program that this process runs have what the kernel gives to its user alone."""
    _ambient(_CLEAR_ALL, 0)
    data = _read()
    data[2] = data[5] = 0
    LIBC.capset(_header(), data)


def _is_bounding(number: int) -> bool:
    return int(LIBC.prctl(_PR_CAPBSET_READ, ctypes.c_ulong(number))) == 1


def _ambient(what: int, number: int) -> int:
    longs = [ctypes.c_ulong(one) for one in (what, number, 0, 0)]
    return int(LIBC.prctl(_PR_CAP_AMBIENT, *longs))


def keep(mask: int) -> None:
    """Remove from every set the capabilities whose bits ``mask`` does not have."""
    data = _read()
    for word in range(6):
        data[word] &= mask >> 32 * (word // 3) & 0xFFFFFFFF
    if LIBC.capset(_header(), data):
        raise PermissionError(ctypes.get_errno(), "capset")


def keep_exactly(mask: int) -> None:
    """Have the capabilities whose bits ``mask`` has, in effect, and no other.

    Raises `PermissionError` where one of them is not permitted.
    """
    if mask & ~permitted():
        raise PermissionError(errno.EPERM, "a capability is missing")
    data = _read()
    for word in range(6):
        data[word] = mask >> 32 * (word // 3) & 0xFFFFFFFF if word % 3 < 2 else 0
    if LIBC.capset(_header(), data):
        raise PermissionError(ctypes.get_errno(), "capset")


def forget(names: Iterable[str]) -> None:
    """Remove capabilities from what a program that this process runs could gain."""
    wanted = set(names)
    for name, number in numbers():
        if name in wanted:
            LIBC.prctl(_PR_CAPBSET_DROP, number)


def _header() -> ctypes.Array[ctypes.c_uint32]:
    return _Head(_VERSION, 0)


def _read() -> ctypes.Array[ctypes.c_uint32]:
    data = _Sets()  # effective, permitted, inheritable; twice 32 bits
    if LIBC.capget(_header(), data):
        raise OSError(ctypes.get_errno(), "capget")
    return data
