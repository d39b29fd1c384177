"""An alignment that is no power of two.

Hardware and kernel align to powers of two only.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: alignment(12)
    + *   constraint-type: alignment(8)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Where the alignment has a value."""
    for param in limited(spec):
        value = number(param.limits.alignment)
        if value is not None and (value <= 0 or value & (value - 1)):
            message = f"{param.limits.alignment} is no alignment ('{param.name}')"
            yield Problem(message, param.span, about=(str(param.limits.alignment),))
