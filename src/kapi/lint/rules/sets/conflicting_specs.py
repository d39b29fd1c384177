"""Two specs of one API that differ.

At most one of them is right.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
    -
    -/**
    - * sys_ring - turn a ring
    - * contexts: process
    - * error: ENOSYS, unknown flag
    - * x-errors: closed
    - */
    -SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Sequence

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_PARTS = ("params", "returns", "errors", "locks", "signals", "capabilities", "structs")


def check_set(specs: Sequence[Spec]) -> Problems:
    """Each spec against the first of its name."""
    first: dict[str, Spec] = {}
    for spec in specs:
        other = first.setdefault(spec.name, spec)
        parts = [p for p in _PARTS if getattr(spec, p) != getattr(other, p)]
        if parts:
            message = f"{spec.name} differs in {', '.join(parts)} from the spec"
            yield Problem(message, spec.span, other=other.span)
