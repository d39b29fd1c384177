"""Predicates over System V IPC."""

from __future__ import annotations

from kapi.expr.predicate import row

_OBJECTS = ("segment", "semaphores", "messages")
_WHICH = "a segment of shared memory, a set of semaphores or a queue of messages"
_TABLE = "/proc/sysvipc, in the IPC name space of the process"
_AWAY = "that name space may not be entered"

IPC = (
    row(
        "int ipc_exists(object, id)",
        f"1 when id is that of {_WHICH} (the first argument is one of segment, semaphores, "
        "messages).",
        measured=_TABLE,
        unknown=_AWAY,
        words=_OBJECTS,
    ),
    row(
        "int ipc_id(object, ipc_key)",
        "The id of the one with this key; -1 when there is none.",
        measured=_TABLE,
        unknown=f"the key is IPC_PRIVATE; or {_AWAY}",
        words=_OBJECTS,
    ),
    row(
        "int ipc_allows(object, id, mode)",
        "1 when its owner and mode let the caller read (4) or write (2) it, whatever CAP_IPC_OWNER "
        "does.",
        measured=f"{_TABLE}; user and groups of the caller",
        unknown=f"there is no such id; or {_AWAY}",
        words=_OBJECTS,
    ),
    row(
        "int ipc_owner(object, id)",
        "1 when the effective user of the caller is its owner or its creator.",
        measured=f"{_TABLE}; the user of the caller",
        unknown=f"there is no such id; or {_AWAY}",
        words=_OBJECTS,
    ),
    row(
        "long ipc_size(object, id)",
        "The bytes of a segment, the semaphores of a set, the messages in a queue.",
        measured=_TABLE,
        unknown=f"there is no such id; or {_AWAY}",
        words=_OBJECTS,
    ),
)
