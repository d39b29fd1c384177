"""All predicates: functions of expressions over the situation in which a call is made.

Pure data: what an expression may ask, its C type, how it is measured. `kapi.situation` measures.
"""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.predicate import Predicate
from kapi.expr.tables.descriptor_predicates import DESCRIPTORS, FILES
from kapi.expr.tables.ipc_predicates import IPC
from kapi.expr.tables.memory_predicates import MEMORY
from kapi.expr.tables.path_predicates import LAST_NAMES, LINK_UNSAID, PATHS, PROGRAMS, WALKS
from kapi.expr.tables.process_predicates import PROCESSES

__all__ = ["CONSTANTS", "GROUPS", "PREDICATES", "Predicate"]

GROUPS: dict[str, tuple[Predicate, ...]] = {
    "Descriptors": DESCRIPTORS,
    "Memory": MEMORY,
    "Paths": PATHS,
    "Processes and the caller": PROCESSES,
    "System V IPC": IPC,
}
"""The predicates by what they are about, in the order of the documentation."""

PREDICATES: Mapping[str, Predicate] = {
    one.name: one for predicates in GROUPS.values() for one in predicates
}

CONSTANTS: Mapping[str, int] = {
    name: number
    for names in (FILES, WALKS, PROGRAMS, LAST_NAMES)
    for number, name in enumerate(names, start=1)
} | {"LINK_UNSAID": LINK_UNSAID}
"""``FILE_PIPE``, ``WALK_DENIED``: answers of predicates, of type int. Zero is none of them.

`LINK_UNSAID` is no answer but a flag that they take.
"""
