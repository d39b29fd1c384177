"""What programs of a stranger could change of the worker that their results come from.

A name space of processes keeps them from all processes but its first, which is the worker; where
it has the same user it may be given other limits, another priority, other processors.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource

from kapi.conform.constants import RLIMITS
from kapi.conform.libc import LIBC
from kapi.conform.sandbox.linux_calls import prctl
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

_PR_GET_TIMERSLACK = 30  # linux/prctl.h
_PROCESS = ctypes.c_long(1)  # IOPRIO_WHO_PROCESS of linux/ioprio.h
_FILES = ("oom_score_adj", "autogroup", "coredump_filter")
"""Files of a process to which its user writes: it is ended first, runs seldom, tells of more."""


def own_state() -> tuple[object, ...]:
    """Return the limits, processors and priorities of this process, which nothing of kapi changes.

    Two of them are to be compared.
    """
    return (
        *map(resource.getrlimit, RLIMITS.values()),
        os.sched_getaffinity(0),
        os.getpriority(os.PRIO_PROCESS, 0),
        os.sched_getscheduler(0),
        os.sched_getparam(0).sched_priority,
        prctl(_PR_GET_TIMERSLACK),
        _disk_priority(),
        *map(_text, _FILES),
    )


def is_changed(was: tuple[object, ...]) -> bool:
    """Say whether `own_state` was another, or cannot be told within the limits that are now."""
    try:
        return own_state() != was
    except (OSError, MemoryError):
        return True


def _disk_priority() -> int:
    """What ioprio_get(2) says; -1 where this machine has no such call."""
    machine = this_machine()
    number = syscall_number("ioprio_get", machine) if machine else None
    zero = ctypes.c_long(0)
    return -1 if number is None else int(LIBC.syscall(ctypes.c_long(number), _PROCESS, zero))


def _text(name: str) -> bytes:
    """What the file of this process says; nothing where the kernel has none of that name."""
    with contextlib.suppress(OSError), open(f"/proc/self/{name}", "rb") as file:
        return file.read()
    return b""
