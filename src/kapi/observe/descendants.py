"""The children that a process has already when it begins to be watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from kapi.errors import InputError

_MOST_NAMED = 5
_ENDED = (b"", b"Z", b"X")
"""States in /proc/PID/stat of what has ended; none where it is gone."""


def with_descendants(
    pids: Iterable[int], begin: Callable[[int], None] = lambda pid: None
) -> tuple[int, ...]:
    """Return ``pids`` and all that descends from them, but for this process.

    ``begin`` is called with each before its children are looked for, so that it can see to those
    that are forked meanwhile.
    """
    found: dict[int, None] = {}
    new = [*dict.fromkeys(pids)]
    while new:
        for pid in new:
            found[pid] = None
            begin(pid)
        known = {*found, os.getpid()}
        new = [pid for pid, one in _parents().items() if one in found and pid not in known]
    return tuple(found)


def processes_of(tids: Iterable[int]) -> tuple[int, ...]:
    """Return the processes of threads, each once; raise `InputError` where there is none."""
    found: dict[int, None] = {}
    for tid in tids:
        pid = process_of(tid)
        if pid is None:
            raise InputError(f"there is no process {tid}")
        found[pid] = None
    return tuple(found)


def process_of(tid: int) -> int | None:
    """Return the process of a thread; None where it is gone."""
    try:
        with open(f"/proc/{tid}/status", encoding="utf-8", errors="replace") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Tgid:"))
    except (OSError, StopIteration):
        return None


def is_alive(pid: int) -> bool:
    """Whether a process is there that has not ended."""
    return _state_and_parent(pid)[0] not in _ENDED


def told(pids: Iterable[int]) -> str:
    """Return the names of processes, for people.

    >>> told([1 << 30])
    '1073741824 (gone)'
    """
    all_of_them = [*pids]
    named = ", ".join(map(_named, all_of_them[:_MOST_NAMED]))
    more = len(all_of_them) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _named(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            name = file.read().rstrip("\n")
        threads = len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return f"{pid} (gone)"
    return f"{pid} ({name}, {threads} threads)" if threads > 1 else f"{pid} ({name})"


def _parents() -> dict[int, int]:
    """Return the parent of each process that has not ended."""
    each = {
        int(name): _state_and_parent(int(name)) for name in os.listdir("/proc") if name.isdecimal()
    }
    return {pid: parent for pid, (state, parent) in each.items() if state not in _ENDED}


def _state_and_parent(pid: int) -> tuple[bytes, int]:
    """Return two fields of /proc/PID/stat; no state where the process is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            # the name of the program, which may hold anything, ends at the last parenthesis
            state, parent = file.read().rpartition(b")")[2].split()[:2]
    except (OSError, ValueError):
        return b"", 0
    return state, int(parent)
