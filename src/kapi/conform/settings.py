"""Steps that make something true of the caller itself, for predicates that ask about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import msgspec

from kapi.conform.attempt import Attempt
from kapi.expr.nodes import Call, Node, walk

_OWN = "own_namespaces();"
_GAPS: Final = (
    "gap = eventfd2(0, 0); dup2(gap, gap + 1); dup2(gap, gap + 3); dup2(gap, gap + 5); close(gap);"
)
_NUMBERS: Final = frozenset({"free_fd_from", "lowest_free_fd", "open_files"})

_USERS, _GROUPS = ("uid", "euid", "suid"), ("gid", "egid", "sgid")
_IDS: Final = frozenset((*_USERS, *_GROUPS))
_SETTINGS: Final = {
    **dict.fromkeys(_USERS, "setresuid(1001, 1002, 1003);"),
    **dict.fromkeys(_GROUPS, "setresgid(1001, 1002, 1003);"),
    "denies_write_exec": "prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0);",
    "groups": "groups = buffer(8); put32(groups, 1); setgroups(2, groups);",
    "has_children": "child = fork(); if (child == 0) { pause(); }",
    "locks_new_mappings": "mlockall(MCL_FUTURE);",
    "no_new_privs": "prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);",
    "threads": "start_thread();",
}
"""A predicate, and what changes its answer."""


def settings_for(attempt: Attempt, parts: Sequence[Node]) -> Iterator[Attempt]:
    """Yield ``attempt`` after a step that changes what ``parts`` ask of the caller, or without it.

    A call of a case keeps its own steps; a call that has the step is yielded without it.
    """
    if attempt.name:
        return
    for function in dict.fromkeys(_functions(parts)):
        step = _SETTINGS.get(function)
        if step is None:
            continue
        if step in attempt.steps:
            yield attempt.without_step(attempt.steps.index(step))
        elif not any(attempt.steps):
            caller = attempt.caller
            if function in _IDS and caller.unprivileged:  # who has ids of his own
                keep = caller.keep or ()
                caller = msgspec.structs.replace(caller, unprivileged=False, keep=keep)
            yield msgspec.structs.replace(attempt, steps=(step,), caller=caller)


def in_own_namespaces(attempt: Attempt) -> Iterator[Attempt]:
    """Yield ``attempt`` by a caller whose capabilities count in its own name spaces alone.

    Of a case what its steps make is made there, too, and once more outside.
    """
    steps = attempt.steps
    if attempt.name or not any(steps):
        yield msgspec.structs.replace(attempt, steps=(_OWN, *steps))
    if any(steps):
        yield msgspec.structs.replace(attempt, steps=(*steps, _OWN))


def with_gaps(attempt: Attempt, part: Node) -> Iterator[Attempt]:
    """Yield ``attempt`` where the number after each free one is taken, if ``part`` counts numbers.

    Else the free numbers follow each other, and equal how many are open.
    """
    if not _NUMBERS.isdisjoint(_functions([part])):
        yield msgspec.structs.replace(attempt, steps=(_GAPS, *attempt.steps))


def _functions(nodes: Sequence[Node]) -> Iterator[str]:
    every = chain.from_iterable(map(walk, nodes))
    return (one.function for one in every if isinstance(one, Call))
