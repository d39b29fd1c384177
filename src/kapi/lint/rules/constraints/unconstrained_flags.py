"""A flags or command parameter without any constraint.

Which bits or commands exist, and what happens with the others, is what the next author of a
flag needs to know.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    + *   constraint-type: mask(3)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import c_type, has_limits
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ConstraintType

_NAMES = frozenset({"flags", "flag", "cmd", "command", "op", "advice", "behavior", "whence"})


def check(spec: Spec) -> Problems:
    """By name, on integers; a constraint in words counts."""
    for param in spec.params:
        free = not has_limits(param.limits) or param.limits.type is ConstraintType.NONE
        if param.name not in _NAMES or not free or param.constraint or c_type(param) is None:
            continue
        if param.type is not None:
            yield Problem(f"nothing is said about the values of '{param.name}'", param.span)
