"""Which measurements of a process hold until its call has ended, where it runs one thread alone.

What only the process itself changes: its descriptors and what they are open for, its mappings,
identity and limits. What others change, too, is left out: files and paths, positions and flags of
files that others may hold, what can be read without waiting, other processes.
"""

from __future__ import annotations

from typing import Final

from kapi.expr.nodes import Call, Node, children
from kapi.expr.predicates import CONSTANTS, PREDICATES

_OWN = """
    is_open kind path_only open_for_reading open_for_writing close_on_exec is_memfd same_file
    timerfd_clock namespace_type socket_family socket_type lowest_free_fd free_fd_from open_files
    mapped readable writable protection shared_mapping locked mapping_flag cuts user_address
    locked_bytes_in mapped_bytes_in has_gap has_low_gap mapping_start mapping_end page_size_at
    locked_bytes map_count address_space_bytes data_bytes stack_bytes readable_list
    readable_strings list_length euid uid suid gid egid sgid groups ns_capable hard_limit
    no_new_privs threads personality protection_cuts bytes_with first_mapping locks_new_mappings
    denies_write_exec signal_handled
"""
OWN: Final = frozenset(_OWN.split())
"""Predicates of the process alone."""
_WALKS: Final = frozenset(
    CONSTANTS[f"WALK_{name}"] for name in ("EMPTY", "FAULT", "PATH_TOO_LONG", "BAD_FD")
)
"""Ends of a walk that lie in the text of the path and in the descriptor it begins at."""


def may_last(term: Node) -> bool:
    """Whether a value of ``term`` may be one that lasts (`lasting`)."""
    functions = _functions(term)
    return OWN.issuperset(functions[1:]) and (
        not functions or functions[0] in OWN or functions[0].startswith("walk")
    )


def lasting(term: Node, value: int | None) -> int | None:
    """Return the ``value`` of a measured term, None where it may be another in the call."""
    if not may_last(term):
        return None
    is_walk = any(one.startswith("walk") for one in _functions(term))
    return value if not is_walk or value in _WALKS else None


def _functions(node: Node) -> list[str]:
    found = [node.function] if isinstance(node, Call) and node.function in PREDICATES else []
    for one in children(node):
        found += _functions(one)
    return found
