"""Predicates of System V IPC: segments of shared memory, sets of semaphores, queues of messages.

/proc/sysvipc shows those of the name space in which it is opened, so a thread goes there for that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from kapi.situation import kernel
from kapi.situation.process import Process, Unknown, read_at

_FILES = {
    "segment": ("shm", "shmid", "size"),
    "semaphores": ("sem", "semid", "nsems"),
    "messages": ("msg", "msqid", "qnum"),
}
"""What is asked for → its file, and the columns of its id and of what it holds."""
_ALL = 0o7
Row = dict[str, int]


def ipc_exists(process: Process, kind: str, number: int) -> int:
    """Whether there is one with this id."""
    return int(_find(process, kind, number) is not None)


def ipc_id(process: Process, kind: str, key: int) -> int | None:
    """The id of the one with this key; -1 where there is none, unknown for IPC_PRIVATE."""
    if not key:
        return None
    _, own, _ = _FILES[kind]
    rows = (one for one in _rows(process, kind) if one["key"] % (1 << 32) == key)
    return next((one[own] for one in rows), -1)


def ipc_allows(process: Process, kind: str, number: int, wanted: int) -> int | None:
    """Whether owner and mode let the caller; as ipcperms() has it but for CAP_IPC_OWNER."""
    one = _owned(process, kind, number)
    if one is None:
        return None
    status = process.status
    user, group = int(status["Uid"].split()[1]), int(status["Gid"].split()[1])
    groups = {group, *map(int, status["Groups"].split())}
    granted = one["perms"]
    if user in (one["uid"], one["cuid"]):
        granted >>= 6
    elif groups & {one["gid"], one["cgid"]}:
        granted >>= 3
    return int(not wanted & ~granted & _ALL)


def ipc_owner(process: Process, kind: str, number: int) -> int | None:
    """Whether the effective user is its owner or creator, as ipcctl_obtain_check() has it."""
    one = _owned(process, kind, number)
    user = int(process.status["Uid"].split()[1])
    return int(user in (one["uid"], one["cuid"])) if one is not None else None


def ipc_size(process: Process, kind: str, number: int) -> int | None:
    """The bytes of a segment, the semaphores of a set, the messages in a queue."""
    one = _find(process, kind, number)
    return one[_FILES[kind][2]] if one is not None else None


def _find(process: Process, kind: str, number: int) -> Row | None:
    _, own, _ = _FILES[kind]
    return next((one for one in _rows(process, kind) if one[own] == number), None)


def _owned(process: Process, kind: str, number: int) -> Row | None:
    """The same, where its owners and the caller are of one user name space."""
    one = _find(process, kind, number)
    if one is not None and not process.shares("user"):
        raise Unknown("the owners are of another user name space")
    return one


def _rows(process: Process, kind: str) -> Iterator[Row]:
    file, _, _ = _FILES[kind]
    with _in_its_name_space(process):
        lines = read_at(None, f"/proc/sysvipc/{file}").decode().splitlines()
    names = lines[0].split()
    for line in lines[1:]:
        found = dict(zip(names, line.split(), strict=True))
        yield {name: int(text, 8 if name == "perms" else 10) for name, text in found.items()}


@contextmanager
def _in_its_name_space(process: Process) -> Iterator[None]:
    """Let this thread be in the IPC name space of ``process``."""
    if process.shares("ipc"):
        yield
        return
    ours = os.open("/proc/thread-self/ns/ipc", os.O_RDONLY | os.O_CLOEXEC)
    try:
        kernel.enter_name_space(process.held("ns/ipc"))
        try:
            yield
        finally:
            kernel.enter_name_space(ours)
    finally:
        os.close(ours)
