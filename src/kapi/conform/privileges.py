"""The capabilities of this process, by system calls alone: no file may be allowed to it."""

from __future__ import annotations

import ctypes
import errno

__all__ = ["effective", "keep", "keep_exactly"]

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, linux/capability.h
_libc = ctypes.CDLL(None, use_errno=True)


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


def _header() -> ctypes.Array[ctypes.c_uint32]:
    return (ctypes.c_uint32 * 2)(_VERSION, 0)


def _read() -> ctypes.Array[ctypes.c_uint32]:
    data = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits
    if _libc.capget(_header(), data):
        raise OSError(ctypes.get_errno(), "capget")
    return data
