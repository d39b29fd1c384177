"""Predicates of advice about memory: what it would change in the mappings of a range."""

from __future__ import annotations

from kapi.situation.mapping_kinds import is_kind
from kapi.situation.mappings import Mapping
from kapi.situation.process import Process
from kapi.situation.ranges import cut_by, touched

# include/uapi/asm-generic/mman-common.h; what madvise_vma_behavior() of mm/madvise.c changes,
# as what a mapping is that has to be changed
_CHANGED = {
    0: ("rr", "sr"),
    1: ("!rr", "sr"),
    2: ("!sr", "rr"),
    10: ("!dc",),
    11: ("dc",),
    12: ("!mg !sh !ms !ht !dp !special",),  # vma_ksm_compatible() of mm/ksm.c
    13: ("mg",),
    14: ("!hg", "nh"),
    15: ("!nh", "hg"),
    16: ("!dd",),
    17: ("dd",),
    18: ("!wf",),
    19: ("wf",),
}


def advice_changes(process: Process, address: int, length: int, advice: int) -> int:
    """How many mappings of the range do not have the flags that an advice gives them."""
    return sum(_changes(process, one, advice) for one in touched(process, address, length))


def advice_cuts(process: Process, address: int, length: int, advice: int) -> int:
    """How many ends of the range lie inside of a mapping whose flags an advice changes."""
    return cut_by(process, address, length, lambda one: _changes(process, one, advice))


def _changes(process: Process, mapping: Mapping, advice: int) -> bool:
    return any(is_kind(process, mapping, words) for words in _CHANGED.get(advice, ()))
