"""Which system calls may be tried: a class for each that is known, and its arguments."""

from __future__ import annotations

from kapi.conform.allowed.classes import CLASSES, TARGETS, class_of, names_of, refusal
from kapi.conform.allowed.registers import (
    HINTS,
    NAMING,
    OWN_COMMANDS,
    OWNERS,
    Asked,
    refused_registers,
)

__all__ = [
    "CLASSES",
    "HINTS",
    "NAMING",
    "OWNERS",
    "OWN_COMMANDS",
    "TARGETS",
    "Asked",
    "class_of",
    "names_of",
    "refusal",
    "refused_registers",
]
