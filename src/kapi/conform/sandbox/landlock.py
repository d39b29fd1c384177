"""Landlock: files can be changed below one directory only, where mounts cannot be had."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os

from kapi.conform.libc import LIBC
from kapi.conform.sandbox.linux_calls import checked

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # everywhere; Linux 5.13
_BELOW_PATH = 1  # LANDLOCK_RULE_PATH_BENEATH
_ASK_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_WRITE = 1 << 1
_CHANGES = {  # LANDLOCK_ACCESS_FS_*: the version that knows it, the bits (linux/landlock.h)
    1: _WRITE | sum(1 << bit for bit in range(4, 13)),  # write, remove, make of all kinds
    2: 1 << 13,  # to another directory
    3: 1 << 14,  # truncate
    5: 1 << 15,  # ioctl of devices
}
_SIGNALS, _ABSTRACT = 1 << 1, 1 << 0  # LANDLOCK_SCOPE_*
_SCOPES = 6  # the version that knows them
_USEFUL = 3  # Linux 6.2: one before lets every file of the user be emptied
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")


def ruleset(room: str) -> int:
    """Return a descriptor for `restrict`: below ``room`` all may be done, elsewhere only read.

    Raises `OSError` where the kernel has no Landlock, or one that knows nothing of truncate(2).
    """
    version = _version()
    if version < _USEFUL:
        raise OSError(errno.ENOSYS, "Landlock of this kernel lets files be emptied")
    changes = sum(bits for since, bits in _CHANGES.items() if version >= since)
    scopes = _SIGNALS | _ABSTRACT if version >= _SCOPES else 0
    attributes = (ctypes.c_uint64 * 3)(changes, 0, scopes)
    size = 24 if version >= _SCOPES else 8
    made = _call(_CREATE, attributes, size, 0)
    _allow(made, room, changes)
    for path in _DEVICES:
        if os.path.exists(path):
            _allow(made, path, changes & (_WRITE | 1 << 14 | 1 << 15))
    return made


def keeps_signals() -> bool:
    """Whether those whom `restrict` restricts signal nobody else, also by F_SETOWN."""
    with contextlib.suppress(OSError):
        return _version() >= _SCOPES
    return False


def _version() -> int:
    return _call(_CREATE, None, 0, _ASK_VERSION)


def _allow(made: int, path: str, what: int) -> None:
    where = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = (ctypes.c_uint32 * 3)(what & 0xFFFFFFFF, what >> 32, where)  # packed: u64 and s32
    try:
        _call(_ADD, made, _BELOW_PATH, rule, 0)
    finally:
        os.close(where)


def restrict(made: int) -> None:
    """Put this process, which has no_new_privs, under the rules of ``made``, for good."""
    _call(_RESTRICT, made, 0)


def _call(number: int, *arguments: object) -> int:
    longs = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return checked(LIBC.syscall(ctypes.c_long(number), *longs), "landlock")
