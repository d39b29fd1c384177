"""Which system calls may be tried: a class for each that is known, and its arguments."""

from __future__ import annotations

from kapi.conform.allowed.classes import CLASSES, class_of, names_of, refusal
from kapi.conform.allowed.registers import Asked, refused_registers

__all__ = ["CLASSES", "Asked", "class_of", "names_of", "refusal", "refused_registers"]
