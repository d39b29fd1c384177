"""What programs of a stranger could change of the worker that their results come from.

A name space of processes keeps them from all processes but its first, which is the worker; where
it has the same user it may be given other limits, another priority, other processors.
"""

from __future__ import annotations

import os
import resource

from kapi.conform.constants import RLIMITS
from kapi.conform.sandbox.linux_calls import prctl

__all__ = ["own_state"]

_PR_GET_TIMERSLACK = 30  # linux/prctl.h


def own_state() -> tuple[object, ...]:
    """Return the limits, processors and priorities of this process, which nothing of kapi changes.

    Two of them are to be compared.
    """
    with open("/proc/self/oom_score_adj", "rb") as file:
        badness = file.read()
    return (
        *map(resource.getrlimit, RLIMITS.values()),
        os.sched_getaffinity(0),
        os.getpriority(os.PRIO_PROCESS, 0),
        os.sched_getscheduler(0),
        os.sched_getparam(0).sched_priority,
        prctl(_PR_GET_TIMERSLACK),
        badness,
    )
