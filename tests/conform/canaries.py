"""Canaries: what belongs to others, and must be as it was after any call of a stranger.

Run as a program it makes calls of every system call that this machine has, hostile ones, as the
user who runs it, and says which canary has changed:

    python -m tests.conform.canaries [VECTORS]
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kapi.conform.case import Case
from kapi.conform.sandbox.worker import run
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscalls

__all__ = ["Canaries", "changed", "differences", "vectors"]

_LIBC = ctypes.CDLL(None, use_errno=True)
_IPC_CREAT, _IPC_RMID, _IPC_STAT = 0o1000, 0, 2


class Canaries:
    """A file, an open descriptor, a process, objects of IPC, settings, the clock and more."""

    def __init__(self, room: Path) -> None:
        self.file = room / "canary"
        self.file.write_text("text")
        self.file.chmod(0o644)
        os.dup2(os.open(self.file, os.O_RDWR), 300, inheritable=True)
        self.process = subprocess.Popen(["/bin/sleep", "600"])
        self.memory = _LIBC.shmget(0, 4096, _IPC_CREAT | 0o600)
        self.semaphores = _LIBC.semget(0, 2, _IPC_CREAT | 0o600)
        self.queue = _LIBC.msgget(0, _IPC_CREAT | 0o600)
        self._clock = time.clock_gettime(time.CLOCK_REALTIME) - time.monotonic()

    def state(self) -> dict[str, object]:
        """What must not change, by name."""
        stat = self.file.stat()
        data = ctypes.create_string_buffer(512)
        clock = time.clock_gettime(time.CLOCK_REALTIME) - time.monotonic()
        return {
            "file": (self.file.read_text(), stat.st_mode, stat.st_uid, stat.st_nlink),
            "directory": sorted(os.listdir(self.file.parent)),
            "offset": os.lseek(300, 0, os.SEEK_CUR),
            "process": self.process.poll(),
            "priority": self._priority(),
            "shared memory": _LIBC.shmctl(self.memory, _IPC_STAT, data),
            "semaphores": _LIBC.semctl(self.semaphores, 0, _IPC_STAT, data),
            "queue": _LIBC.msgctl(self.queue, _IPC_STAT, data),
            "left in IPC": [_of_ipc(name) for name in ("shm", "sem", "msg")],
            "host": socket.gethostname(),
            "clock": abs(clock - self._clock) < 2,
            "settings": dict(_settings()),
            "mounts": Path("/proc/self/mounts").read_text(),
            "devices": sorted(os.listdir("/dev")),
            "swaps": Path("/proc/swaps").read_text(),
            "modules": _modules(),
            "interfaces": sorted(name for _, name in socket.if_nameindex()),
            "poisoned": _poisoned(),
        }

    def _priority(self) -> object:
        if self.process.poll() is not None:
            return None
        niceness = os.getpriority(os.PRIO_PROCESS, self.process.pid)
        return niceness, os.sched_getaffinity(self.process.pid)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        _LIBC.shmctl(self.memory, _IPC_RMID, 0)
        _LIBC.semctl(self.semaphores, 0, _IPC_RMID, 0)
        _LIBC.msgctl(self.queue, _IPC_RMID, 0)


def _of_ipc(name: str) -> int:
    """How many objects of this user's there are."""
    try:
        rows = Path(f"/proc/sysvipc/{name}").read_text().splitlines()[1:]
    except OSError:
        return 0
    column = 4 if name == "sem" else 7
    return sum(row.split()[column] == str(os.getuid()) for row in rows)


def _settings() -> Iterator[tuple[str, str]]:
    for above in ("kernel", "vm", "fs", "net/core"):
        for path in sorted(Path("/proc/sys", above).iterdir()):
            if path.is_file() and not path.name.startswith(("ns_last", "random", "pty", "ostype")):
                try:
                    yield str(path), path.read_text()
                except OSError:
                    continue


def _modules() -> list[str]:
    """Their names: use counts change by themselves."""
    try:
        return sorted(row.split()[0] for row in Path("/proc/modules").read_text().splitlines())
    except OSError:
        return []


def _poisoned() -> str:
    rows = Path("/proc/meminfo").read_text().splitlines()
    return next((row for row in rows if row.startswith("HardwareCorrupted")), "")


_MOVING = ("file-nr", "inode-nr", "inode-state", "dentry-state", "aio-nr", "hostname")


def vectors(canaries: Canaries) -> list[tuple[str, ...]]:
    """Six arguments each: nothing, the canary's path, process, objects and descriptor."""
    path, pid = f'"{canaries.file}"', str(canaries.process.pid)
    ids = [str(one) for one in (canaries.memory, canaries.semaphores, canaries.queue)]
    return [
        ("0", "0", "0", "0", "0", "0"),
        (path, "0", "0", "0", "0", "0"),
        (pid, "9", "0", "0", "0", "0"),
        ("300", "0", "0", "0", "0", "0"),
        *((one, "0", "0", "0", "0", "0") for one in ids),
        ("~0", "9", "~0", "~0", "~0", "~0"),
        ("AT_FDCWD", path, "0", "0", "0", "0"),
        (path, "O_RDWR | O_TRUNC | O_CREAT", "0777", "0", "0", "0"),
        (path, path, path, path, path, path),
        ("AT_FDCWD", path, "AT_FDCWD", '"other"', "0", "0"),
        ("buffer(4096)",) * 6,
        ("0", pid, "19", "buffer(64)", "0", "0"),
        (pid, "buffer(4096)", "4096", "buffer(4096)", "8", "0"),
        ("1", "1", "1", "1", "1", "1"),
        ("mmap(0, 4096, 3, 34, -1, 0)", "4096", "100", "0", "0", "0"),
        ("mmap(0, 4096, 3, 34, -1, 0)", "4096", "101", "0", "0", "0"),
    ]


def changed(room: Path, how_many: int = 99, jobs: int | None = None) -> dict[str, object]:
    """Make the calls; return which canaries changed, and to what."""
    machine = this_machine()
    assert machine
    canaries = Canaries(room)
    try:
        before = canaries.state()
        chosen = vectors(canaries)[:how_many]

        def work(name: str) -> int:
            cases = (Case(syscall=name, arguments=one, shown=name) for one in chosen)
            return sum(run(case, machine, 0.1).call is not None for case in cases)

        made = sum(in_workers(work, sorted(syscalls(machine)), jobs))
        after = canaries.state()
        print(f"{made} calls made")
        return differences(before, after)
    finally:
        canaries.end()


def differences(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """Return which canaries differ in two states, and how."""
    found = {name: _difference(before[name], after[name]) for name in before}
    return {name: one for name, one in found.items() if one}


def _difference(before: object, after: object) -> object:
    if isinstance(before, dict) and isinstance(after, dict):
        return {
            name: (before.get(name), after.get(name))
            for name in {*before, *after}
            if before.get(name) != after.get(name) and not name.endswith(_MOVING)
        }
    return (before, after) if before != after else None


def main() -> int:
    """Run as this user; the exit status is 1 when a canary changed."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        found = changed(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 99)
    for what, values in found.items():
        print(f"changed: {what}: {values}")
    print(f"user {os.getuid()}: {time.monotonic() - start:.0f} s, {len(found)} canaries changed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
