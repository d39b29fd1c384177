"""The few calls of Linux that Python has no function for; each raises `OSError` on failure."""

from __future__ import annotations

import ctypes
import functools
import os

from kapi.conform.libc import LIBC

NEW_MOUNTS, NEW_IPC = 0x00020000, 0x08000000
"""CLONE_NEWNS and CLONE_NEWIPC of linux/sched.h, for `unshare`."""

_MOUNT_SETATTR = 442  # everywhere; Linux 5.12
_ASK, _ADDR_NO_RANDOMIZE = ctypes.c_ulong(0xFFFFFFFF), 0x0040000  # linux/personality.h
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000  # linux/fcntl.h
_ENVIRONMENT = 47  # env_start and env_end in /proc/PID/stat, proc_pid_stat(5), counted from 0


def checked(result: int, what: str) -> int:
    """Return ``result``; raise when it is -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, argument: int = 0) -> int:
    """Call prctl with one argument and zeros; return what it returns."""
    longs = [ctypes.c_ulong(one) for one in (argument, 0, 0, 0)]
    return checked(LIBC.prctl(option, *longs), "prctl")


def place_programs_alike() -> None:
    """Let each program that this process becomes find its memory at the same addresses."""
    personality = LIBC.personality
    now = checked(personality(_ASK), "personality")
    checked(personality(ctypes.c_ulong(now | _ADDR_NO_RANDOMIZE)), "personality")


def unshare(flags: int) -> None:
    """Leave the name spaces of ``flags``, CLONE_NEW* of linux/sched.h."""
    checked(LIBC.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount; ``flags`` are MS_* of linux/mount.h."""
    texts = [one.encode() if one else None for one in (source, target, kind, options)]
    where, onto, what, data = texts
    checked(LIBC.mount(where, onto, what, ctypes.c_ulong(flags), data), f"mount on {target}")


def mount_attributes(target: str, add: int, remove: int = 0, *, recursive: bool = False) -> None:
    """Change MOUNT_ATTR_* of the mount at ``target``, or of all below it too."""
    attributes = (ctypes.c_uint64 * 4)(add, remove, 0, 0)
    result = LIBC.syscall(
        ctypes.c_long(_MOUNT_SETATTR),
        ctypes.c_long(_AT_FDCWD),
        target.encode(),
        ctypes.c_long(_AT_RECURSIVE if recursive else 0),
        attributes,
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )
    checked(result, f"mount_setattr {target}")


@functools.cache
def find_environment() -> tuple[int, int]:
    """Return where execve put the environment of this process: the start and the end.

    Both are 0 where /proc does not say it (qemu-user shows fewer fields).
    """
    with open("/proc/self/stat", "rb") as file:
        fields = file.read().rpartition(b")")[2].split()
    if len(fields) <= _ENVIRONMENT + 1:
        return 0, 0
    return int(fields[_ENVIRONMENT]), int(fields[_ENVIRONMENT + 1])


def clear_environment() -> None:
    """Forget the environment, also the bytes that execve put on the stack."""
    start, end = find_environment()
    LIBC.clearenv()
    if 0 < start < end:
        ctypes.memset(start, 0, end - start)
