"""The capabilities of this process, by system calls alone: no file may be allowed to it."""

from __future__ import annotations

import ctypes
import errno
import functools
from collections.abc import Iterable

from kapi.vocab.capabilities import capabilities

__all__ = ["HARMFUL", "bits", "effective", "forget", "keep", "keep_exactly", "numbers"]

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
_PR_CAPBSET_DROP = 24
_libc = ctypes.CDLL(None, use_errno=True)
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


def keep(mask: int) -> None:
    """Remove from every set the capabilities whose bits ``mask`` does not have."""
    data = _read()
    for word in range(6):
        data[word] &= mask >> 32 * (word // 3) & 0xFFFFFFFF
    if _libc.capset(_header(), data):
        raise PermissionError(ctypes.get_errno(), "capset")


def keep_exactly(mask: int) -> None:
    """Have the capabilities whose bits ``mask`` has, in effect, and no other.

    Raises `PermissionError` where one of them is not permitted.
    """
    data = _read()
    permitted = data[1] | data[4] << 32
    if mask & ~permitted:
        raise PermissionError(errno.EPERM, "a capability is missing")
    for word in range(6):
        data[word] = mask >> 32 * (word // 3) & 0xFFFFFFFF if word % 3 < 2 else 0
    if _libc.capset(_header(), data):
        raise PermissionError(ctypes.get_errno(), "capset")


def forget(names: Iterable[str]) -> None:
    """Remove capabilities from what a program that this process runs could gain."""
    wanted = set(names)
    for name, number in numbers():
        if name in wanted:
            _libc.prctl(_PR_CAPBSET_DROP, number)


def _header() -> ctypes.Array[ctypes.c_uint32]:
    return _Head(_VERSION, 0)


def _read() -> ctypes.Array[ctypes.c_uint32]:
    data = _Sets()  # effective, permitted, inheritable; twice 32 bits
    if _libc.capget(_header(), data):
        raise OSError(ctypes.get_errno(), "capget")
    return data
