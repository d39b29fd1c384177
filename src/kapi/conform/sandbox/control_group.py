"""A control group of a worker: how much memory, how many processes; and whether they ran out."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

_MEMORY, _PROCESSES = 2 << 30, 512
_TRIES = 500  # ten seconds: on a busy machine what was killed ends late
_ROOT = Path("/sys/fs/cgroup")
_FILES = {  # version, controller → the limit, its number, the file that counts refusals
    (1, "memory"): ("memory.limit_in_bytes", _MEMORY, "memory.failcnt"),
    (1, "pids"): ("pids.max", _PROCESSES, "pids.events"),
    (2, "memory"): ("memory.max", _MEMORY, "memory.events"),
    (2, "pids"): ("pids.max", _PROCESSES, "pids.events"),
}


mine: list[Group] = []
"""The group that this process has joined, if any."""


def refusals() -> tuple[bytes, ...]:
    """Return what the counters of refusals say; it changes when a limit of ours was met."""
    return tuple(os.pread(one, 4096, 0) for group in mine for one in group.counters)


class Group:
    """The groups that this process could make, one for each hierarchy."""

    def __init__(self, name: str) -> None:
        self.controllers: set[str] = set()
        self._made: list[Path] = []
        self.counters: list[int] = []
        for version, parent, wanted in _parents():
            with contextlib.suppress(OSError):
                self._make(version, parent / name, wanted)

    def _make(self, version: int, path: Path, wanted: list[str]) -> None:
        path.mkdir()
        self._made.append(path)
        for controller in wanted:
            limit, number, counter = _FILES[version, controller]
            (path / limit).write_text(str(number))
            self.counters.append(os.open(path / counter, os.O_RDONLY | os.O_CLOEXEC))
            self.controllers.add(controller)

    def join(self) -> None:
        """Move this process, and what it forks from now on, into the groups."""
        mine[:] = [self]
        for path in self._made:
            with contextlib.suppress(OSError):
                (path / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self) -> None:
        """Remove the groups, which nobody is in any more."""
        for path in self._made:
            for _ in range(_TRIES):
                try:
                    path.rmdir()
                    break
                except OSError:  # somebody in it has not ended altogether
                    time.sleep(0.02)


def _parents() -> Iterator[tuple[int, Path, list[str]]]:
    """The group of this process in each hierarchy, and which controllers a child would have."""
    with contextlib.suppress(OSError):
        for row in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = row.split(":", 2)
            if controllers:
                wanted = [one for one in controllers.split(",") if (1, one) in _FILES]
                if wanted:
                    yield 1, _ROOT / controllers / path.lstrip("/"), wanted
                continue
            here = _ROOT / path.lstrip("/")
            given = (here / "cgroup.subtree_control").read_text().split()
            wanted = [one for one in given if (2, one) in _FILES]
            if wanted:
                yield 2, here, wanted
