"""The numbers of events in tracefs, mounted or not.

Where tracefs is mounted nowhere, it is mounted at no place (fsmount(2), Linux 5.2): nobody else
sees it, and it is gone when its descriptor is closed.
"""

from __future__ import annotations

import ctypes
import os
from typing import Final

__all__ = ["event_number"]

_PLACES: Final = ("/sys/kernel/tracing", "/sys/kernel/debug/tracing")
_FSOPEN, _FSCONFIG, _FSMOUNT = 430, 431, 432  # the same on every architecture
_CREATE = 6  # FSCONFIG_CMD_CREATE
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def event_number(event: str) -> int:
    """Return the number of an event such as ``syscalls/sys_enter_execve``.

    Raises `OSError` where there is no tracefs, or no such event.
    """
    for place in _PLACES:
        if os.path.isdir(f"{place}/events"):
            return _number(os.open(place, os.O_PATH | os.O_CLOEXEC), event)
    return _number(_detached(), event)


def _number(tracefs: int, event: str) -> int:
    try:
        file = os.open(f"events/{event}/id", os.O_RDONLY | os.O_CLOEXEC, dir_fd=tracefs)
        with open(file, encoding="ascii") as text:
            return int(text.read())
    finally:
        os.close(tracefs)


def _detached() -> int:
    context = _call("fsopen tracefs", _FSOPEN, b"tracefs", 0)
    try:
        _call("make a tracefs", _FSCONFIG, context, _CREATE, 0, 0, 0)
        return _call("mount a tracefs", _FSMOUNT, context, 0, 0)
    finally:
        os.close(context)


def _call(what: str, number: int, *arguments: int | bytes) -> int:
    raw = [one if isinstance(one, bytes) else ctypes.c_long(one) for one in arguments]
    result = int(_LIBC.syscall(ctypes.c_long(number), *raw))
    if result < 0:
        failed = ctypes.get_errno()
        raise OSError(failed, f"cannot {what}: {os.strerror(failed)}")
    return result
