"""Processes, and the ids of System V IPC, timers and asynchronous I/O."""

from __future__ import annotations

from kapi.conform.objects.argument import Argument

_CHILD = "$ = fork(); if ($ == 0) {{ {} }}"

PROCESSES: dict[str, str] = {
    "self": "$ = getpid();",
    "thread": "$ = start_thread();",
    "child": _CHILD.format("pause();"),
    "child-stopped": _CHILD.format("kill(getpid(), SIGSTOP); pause();")
    + " waitid(P_PID, $, 0, WSTOPPED | WNOWAIT, 0);",
    "zombie": _CHILD.format("exit_group(0);") + " waitid(P_PID, $, 0, WEXITED | WNOWAIT, 0);",
    "gone": _CHILD.format("exit_group(0);") + " waitid(P_PID, $, 0, WEXITED, 0);",
    "group": "$_c = fork(); if ($_c == 0) { exit_group(0); }"
    " waitid(P_PID, $_c, 0, WEXITED | WNOWAIT, 0); $ = getpgid(0);",
    "zero": "$ = 0;",
    "minus-one": "$ = -1;",
    "init": "$ = 1;",
    "too-large": "$ = 0x400001;",  # PID_MAX_LIMIT is 4 Mi, include/linux/threads.h
}
"""Kinds of process ids."""

_IPC = "unshare(CLONE_NEWIPC); "  # else it would outlive the case

IDS: dict[str, str] = {
    "semaphores": _IPC + "$ = semget(IPC_PRIVATE, 1, 0600);",
    "semaphores-removed": _IPC + "$ = semget(IPC_PRIVATE, 1, 0600); semctl($, 0, IPC_RMID, 0);",
    "segment": _IPC + "$ = shmget(IPC_PRIVATE, PAGE_SIZE, 0600);",
    "segment-removed": _IPC + "$ = shmget(IPC_PRIVATE, PAGE_SIZE, 0600); shmctl($, IPC_RMID, 0);",
    "messages": _IPC + "$ = msgget(IPC_PRIVATE, 0600);",
    "messages-removed": _IPC + "$ = msgget(IPC_PRIVATE, 0600); msgctl($, IPC_RMID, 0);",
    "semaphores-open": _IPC + "$ = semget(IPC_PRIVATE, 1, 0666);",
    "segment-open": _IPC + "$ = shmget(IPC_PRIVATE, PAGE_SIZE, 0666);",
    "messages-open": _IPC + "$ = msgget(IPC_PRIVATE, 0666); $_m = buffer(16); put64($_m, 1);"
    " msgsnd($, $_m, 1, 0);",
    "messages-ready": _IPC + "$ = msgget(IPC_PRIVATE, 0600); $_m = buffer(16); put64($_m, 1);"
    " msgsnd($, $_m, 1, 0);",
    "messages-full": _IPC + "$ = msgget(IPC_PRIVATE, 0600); $_d = buffer(120);"
    " msgctl($, IPC_STAT, $_d); put64($_d + 88, 0); msgctl($, IPC_SET, $_d);",  # msg_qbytes
    **{
        f"{kind}-of-nobody": f"{_IPC}$ = {make}; $_d = buffer(120); {control} IPC_STAT, $_d);"
        f" put32($_d + 4, 65534); put32($_d + 8, 65534); {control} IPC_SET, $_d);"  # uid, gid
        for kind, make, control in (
            ("semaphores", "semget(IPC_PRIVATE, 1, 0600)", "semctl($, 0,"),
            ("segment", "shmget(IPC_PRIVATE, PAGE_SIZE, 0600)", "shmctl($,"),
            ("messages", "msgget(IPC_PRIVATE, 0600)", "msgctl($,"),
        )
    },
    "key": _IPC + "$ = 0x4b; shmget($, PAGE_SIZE, IPC_CREAT | 0600);"
    " semget($, 1, IPC_CREAT | 0600); msgget($, IPC_CREAT | 0600);",
    "key-free": _IPC + "$ = 0x4b;",
    "timer": "$_id = buffer(8); timer_create(CLOCK_MONOTONIC, 0, $_id); $ = get32($_id);",
    "aio": "$_id = buffer(8); io_setup(1, $_id); $ = get64($_id);",
}
"""Kinds of ids; those of IPC are of a name space of the case's own, which needs privileges."""


def process(kind: str) -> Argument:
    """A process id of one of the kinds in `PROCESSES`."""
    return Argument(f"pid:{kind}", PROCESSES[kind])


def identifier(kind: str) -> Argument:
    """An id of one of the kinds in `IDS`."""
    return Argument(f"id:{kind}", IDS[kind])
