"""Walls: what stands between a child and everything that others share.

Which of them a process can have depends on who it is and on its kernel; `present` says it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Walls(msgspec.Struct, frozen=True):
    """The walls by name, and for each that is missing the reason, as the kernel gave it.

    ``files``: nothing outside the child's directory can be changed. ``program``: nor the file of
    the program that runs, which /proc/self/exe is on the mount where it was opened. ``mounts``,
    ``ipc``, ``network``, ``host``, ``cgroup``, ``processes``, ``users``: name spaces of its own;
    ``keys``: key rings.
    ``seccomp``, ``landlock``, ``limits`` (a cgroup): what the kernel refuses besides.
    """

    names: frozenset[str] = frozenset()
    missing: Mapping[str, str] = {}


NONE = Walls()
_standing = [NONE]


def present() -> Walls:
    """Return the walls around this process; those of a child of an ordinary process are fewer."""
    return _standing[0]


def stand(walls: Walls) -> None:
    """Note that ``walls`` stand around this process and all that it forks."""
    _standing[0] = walls
