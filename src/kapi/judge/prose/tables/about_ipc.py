"""Phrases about System V IPC."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

_EXISTS = "ipc_exists({ipc_kind}, {ipc})"
_CALLER = "caller|process|calling+process|user"
_MAY = f"{_CALLER} ~ have {{}} permission|permissions|access"
_MODES = (("read", 4), ("write", 2), ("alter", 2), ("read+and+write", 6))
_KEY = "[given|this|specified] key"

IPC = (
    Phrase(
        "<ipc> is ~ valid|existing [shared+memory|semaphore|semaphore+set|message+queue|ipc]"
        " identifier|id",
        _EXISTS,
        "shmctl(2), msgctl(2)",
    ),
    Phrase(
        "<ipc> is ~ id|identifier of [existing] [shared+memory] segment|set|queue|semaphore+set"
        "|message+queue",
        _EXISTS,
        "semctl(2)",
    ),
    Phrase("<ipc> is ~ valid", _EXISTS, "msgrcv(2)"),
    Phrase("<ipc> is invalid", f"!{_EXISTS}", "msgrcv(2)"),
    Phrase("<ipc> ~ exist", _EXISTS, "semop(2)"),
    Phrase(
        "no [such] segment|set|queue|semaphore+set|message+queue|shared+memory+segment"
        " with|has+id|identifier|with+id|with+identifier <ipc> [exist]",
        f"!{_EXISTS}",
        "ipc/util.c",
    ),
    Phrase(
        "there is no [such] [shared+memory] segment|set|queue|semaphore+set|message+queue"
        " with+id|with+identifier|with <ipc>",
        f"!{_EXISTS}",
        "ipc/util.c",
    ),
    *(
        Phrase(
            f"{_MAY.format(said)} on|for|to <ipc>",
            f"ipc_allows({{ipc_kind}}, {{ipc}}, {mode})",
            "msgop(2)",
        )
        for said, mode in _MODES
    ),
    *(
        Phrase(
            f"{_CALLER} have no {said} permission|permissions|access on|for|to <ipc>",
            f"!ipc_allows({{ipc_kind}}, {{ipc}}, {mode})",
            "msgop(2)",
        )
        for said, mode in _MODES
    ),
    Phrase("<ipc_object> ~ [already] exist for|with " + _KEY, "{by_key} != -1", "msgget(2)"),
    Phrase("no <ipc_object> exist for|with " + _KEY, "{by_key} == -1", "shmget(2)"),
    Phrase("there is [already] <ipc_object> for|with " + _KEY, "{by_key} != -1", "ipc/util.c"),
    Phrase("there is no <ipc_object> for|with " + _KEY, "{by_key} == -1", "ipc/util.c"),
    Phrase("<ipc_object> for|with " + _KEY + " ~ [already] exist", "{by_key} != -1", "shmget(2)"),
    Phrase("no <ipc_object> for|with " + _KEY + " exist", "{by_key} == -1", "shmget(2)"),
    Phrase(
        f"effective user|uid [id] of {_CALLER} is neither [that+of] creator|owner nor"
        " [that+of] owner|creator of <ipc>",
        "!ipc_owner({ipc_kind}, {ipc})",
        "semctl(2)",
    ),
    Phrase(
        f"effective user|uid [id] of {_CALLER} is not creator|owner [or|nor] [owner|creator]"
        " of <ipc>",
        "!ipc_owner({ipc_kind}, {ipc})",
        "msgctl(2)",
    ),
    Phrase("<ipc> is empty", "ipc_size({ipc_kind}, {ipc}) == 0", "msgrcv(2)"),
    Phrase("<ipc> contain|have no message", "ipc_size({ipc_kind}, {ipc}) == 0", "msgrcv(2)"),
    Phrase("no message is|exist in|on <ipc>", "ipc_size({ipc_kind}, {ipc}) == 0", "msgrcv(2)"),
    Phrase("[there] is no message in|on <ipc>", "ipc_size({ipc_kind}, {ipc}) == 0", "msgrcv(2)"),
)
