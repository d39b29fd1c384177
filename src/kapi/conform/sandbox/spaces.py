"""Name spaces: which of those that others share this process can leave."""

from __future__ import annotations

import os

from kapi.conform.sandbox.kernel import unshare

__all__ = ["IPC", "MOUNTS", "PROCESSES", "enter_user_space", "leave"]

MOUNTS, IPC, PROCESSES = 0x00020000, 0x08000000, 0x20000000
_USER = 0x10000000
_SPACES = {  # CLONE_NEW* of linux/sched.h
    "mounts": MOUNTS,
    "ipc": IPC,
    "network": 0x40000000,
    "host": 0x04000000,
    "cgroup": 0x02000000,
}


def enter_user_space() -> None:
    """Become the owner of a user name space in which this process keeps its ids.

    It has all capabilities there, and none elsewhere. Raises `OSError` where that is forbidden.
    """
    user, group = os.geteuid(), os.getegid()
    unshare(_USER)
    _write("setgroups", "deny")
    _write("uid_map", f"{user} {user} 1")
    _write("gid_map", f"{group} {group} 1")


def _write(name: str, text: str) -> None:
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)


def leave(missing: dict[str, str]) -> set[str]:
    """Leave each name space but those of users and processes; return the names of those left.

    The reasons of the kernel for the others are put into ``missing``.
    """
    left = set()
    for name, flag in _SPACES.items():
        try:
            unshare(flag)
            left.add(name)
        except OSError as error:
            missing[name] = error.strerror or str(error)
    return left
