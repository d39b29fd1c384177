"""The classes of system calls: what each needs around it before a stranger may ask for it."""

from __future__ import annotations

import functools
import os
from collections.abc import Collection

import msgspec

from kapi.conform.walls import Walls


class Class(msgspec.Struct, frozen=True):
    """A class of calls: the wall it needs, empty for none; ``never`` when no wall is enough."""

    name: str
    wall: str = ""
    never: bool = False


CLASSES: dict[str, Class] = {
    one.name: one
    for one in (
        Class("pure"),
        Class("process"),
        Class("descriptors"),
        Class("looks"),
        Class("files", "files"),
        Class("attributes", "mounts"),  # Landlock knows none of them
        Class("ipc", "ipc"),
        Class("network", "network"),
        Class("processes", "processes"),
        Class("host", "host"),
        Class("mounts", "mounts"),
        Class("keys", "keys"),
        Class("memory", never=True),
        Class("machine", never=True),
    )
}
"""All of them by name, in the order of how far they reach."""

_OF_WALL = {
    "files": "read-only file systems",
    "ipc": "an IPC name space",
    "network": "a network name space",
    "processes": "a name space of processes",
    "host": "a UTS name space",
    "mounts": "a mount name space",
    "keys": "key rings of a user name space of its own",
}
TARGETS = {
    **dict.fromkeys(("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"), 0),
    **dict.fromkeys(("pidfd_open", "prlimit64", "migrate_pages", "move_pages"), 0),
    **dict.fromkeys(("sched_setaffinity", "sched_setattr", "sched_setparam"), 0),
    **dict.fromkeys(("sched_setscheduler", "process_vm_readv", "process_vm_writev"), 0),
}
"""Calls that reach other processes, and which argument says whom: its caller may be named."""

_TABLE = os.path.join(os.path.dirname(__file__), "classes.txt")


@functools.cache
def _table() -> dict[str, tuple[str, str]]:
    """Name of a call → its class, the reason."""
    with open(_TABLE, encoding="utf-8") as file:
        rows = [row.split("|") for row in file.read().splitlines() if "|" in row]
    return {
        name: (kind.strip(), reason.strip())
        for kind, reason, names in rows[1:]
        for name in names.split()
    }


def class_of(syscall: str) -> str | None:
    """Return the name of the class of ``syscall`` (no ``sys_`` in front), or None."""
    return _table().get(syscall, (None,))[0]


def names_of(kind: str) -> frozenset[str]:
    """Return the names of all calls of the class."""
    return frozenset(name for name, (found, _) in _table().items() if found == kind)


def refusal(syscall: str, walls: Walls, unsafe: Collection[str] = ()) -> str:
    """Return why ``syscall`` is not tried behind ``walls``, or an empty string.

    ``unsafe`` are the classes that the user asked for by name. A call of no class is refused
    whatever was asked for. Some arguments need another class than the call: `refused_registers`.
    """
    if syscall not in _table():
        return f"{syscall}: kapi does not know what it reaches"
    kind, reason = _table()[syscall]
    if syscall in TARGETS:
        return ""
    lacking = needs(kind, walls, unsafe)
    return f"{syscall} {reason}: {lacking}" if lacking else ""


def needs(kind: str, walls: Walls, unsafe: Collection[str]) -> str:
    """Return what a call of the class ``kind`` lacks, and how to allow it, or an empty string."""
    one = CLASSES[kind]
    if kind in unsafe or (not one.never and (not one.wall or one.wall in walls.names)):
        return ""
    allow = f"only with --unsafe {kind}"
    if one.never:
        return allow
    why = walls.missing.get(one.wall, "")
    lacking = f"it needs {_OF_WALL[one.wall]}, which cannot be had here"
    return f"{lacking}{f' ({why})' if why else ''}: {allow}"
