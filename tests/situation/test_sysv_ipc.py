"""System V IPC, as the child has made it in a name space of its own and as its calls find it."""

from __future__ import annotations

import os

from kapi.situation import sysv_ipc
from tests.needs import cannot
from tests.situation.standing import LIBC, become_nobody, standing, unshare

_NEW_IPC = 0x08000000
_CREATE = 0o1000
KEY = 0x4B


def made() -> dict[str, int]:
    unshare(_NEW_IPC)
    return {
        "segment": LIBC.shmget(KEY, 4096, _CREATE | 0o640),
        "semaphores": LIBC.semget(KEY, 3, _CREATE | 0o640),
        "messages": LIBC.msgget(KEY, _CREATE | 0o640),
    }


def test_what_there_is() -> None:
    if os.geteuid():
        cannot("another IPC name space needs root")
    with standing(made) as (process, ids):
        for kind, size in (("segment", 4096), ("semaphores", 3), ("messages", 0)):
            number = ids[kind]
            assert sysv_ipc.ipc_exists(process, kind, number) == 1
            assert sysv_ipc.ipc_exists(process, kind, number + 1) == 0
            assert sysv_ipc.ipc_id(process, kind, KEY) == number
            assert sysv_ipc.ipc_id(process, kind, KEY + 1) == -1
            assert sysv_ipc.ipc_id(process, kind, 0) is None
            assert sysv_ipc.ipc_size(process, kind, number) == size
            assert sysv_ipc.ipc_size(process, kind, number + 1) is None
            assert sysv_ipc.ipc_allows(process, kind, number, 6) == 1
            assert sysv_ipc.ipc_allows(process, kind, number + 1, 6) is None
            assert sysv_ipc.ipc_owner(process, kind, number) == 1
            assert sysv_ipc.ipc_owner(process, kind, number + 1) is None


def test_this_process_stays_where_it_is() -> None:
    if os.geteuid():
        cannot("another IPC name space needs root")
    before = os.readlink("/proc/thread-self/ns/ipc")
    with standing(made) as (process, ids):
        assert sysv_ipc.ipc_exists(process, "segment", ids["segment"]) == 1
    assert os.readlink("/proc/thread-self/ns/ipc") == before


def test_another_user_is_not_let() -> None:
    if os.geteuid():
        cannot("another IPC name space needs root")

    def make() -> tuple[int, int]:
        ids = made()["messages"], LIBC.msgget(KEY + 1, _CREATE | 0o604)
        become_nobody()
        return ids

    with standing(make) as (process, (closed, open_)):
        assert sysv_ipc.ipc_allows(process, "messages", closed, 4) == 0
        assert sysv_ipc.ipc_allows(process, "messages", open_, 4) == 1
        assert sysv_ipc.ipc_allows(process, "messages", open_, 2) == 0
        assert sysv_ipc.ipc_owner(process, "messages", open_) == 0
