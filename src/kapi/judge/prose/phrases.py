"""All phrases: what kernel prose says of the situation of a call, each as an expression.

A row is general kernel English: it knows no interface, and names nothing that is not a place for
a parameter, a constant or a number.
"""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase
from kapi.judge.prose.tables.about_callers import CALLER
from kapi.judge.prose.tables.about_descriptors import DESCRIPTORS
from kapi.judge.prose.tables.about_ipc import IPC
from kapi.judge.prose.tables.about_memory import MEMORY
from kapi.judge.prose.tables.about_paths import PATHS
from kapi.judge.prose.tables.about_values import VALUES

__all__ = ["GROUPS", "PHRASES", "Phrase"]

GROUPS: dict[str, tuple[Phrase, ...]] = {
    "Descriptors": DESCRIPTORS,
    "Memory": MEMORY,
    "Values and flags": VALUES,
    "Paths": PATHS,
    "Processes and the caller": CALLER,
    "System V IPC": IPC,
}
"""The phrases by what they are about, in the order of the documentation."""

PHRASES: tuple[Phrase, ...] = tuple(row for rows in GROUPS.values() for row in rows)
