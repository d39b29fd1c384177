"""Name spaces: which of those that others share this process can leave."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import socket
import struct

from kapi.conform.libc import LIBC
from kapi.conform.sandbox.linux_calls import NEW_IPC, NEW_MOUNTS, unshare
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

PROCESSES = 0x20000000  # CLONE_NEWPID, linux/sched.h
_USER = 0x10000000  # CLONE_NEWUSER
_JOIN = 1  # KEYCTL_JOIN_SESSION_KEYRING, linux/keyctl.h
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1  # linux/sockios.h, linux/if.h
_SPACES = {  # CLONE_NEW* of linux/sched.h
    "mounts": NEW_MOUNTS,
    "ipc": NEW_IPC,
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


def leave_keys() -> None:
    """Have a key ring of its own for the session; those of users belong to the name space.

    Raises `OSError` where that is forbidden; a kernel without keys is fine.
    """
    machine = this_machine()
    number = syscall_number("keyctl", machine) if machine else None
    zero = ctypes.c_long(0)
    if number is None or LIBC.syscall(ctypes.c_long(number), ctypes.c_long(_JOIN), zero) != -1:
        return
    if ctypes.get_errno() != errno.ENOSYS:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def start_loopback() -> None:
    """Let 127.0.0.1 answer in the name space of this process."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


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
