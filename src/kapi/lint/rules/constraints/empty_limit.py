"""A range that allows every value of the type.

It claims nothing; leave the constraint out, or give the bound that the kernel has.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: range(0, UINT_MAX)
    + *   constraint-type: range(0, INT_MAX - 1)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import c_type, limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Where nothing is said about values outside: there are none."""
    for param in limited(spec):
        kind = c_type(param)
        low, high = number(param.limits.minimum), number(param.limits.maximum)
        if kind and param.violation is None and (low, high) == (kind.minimum, kind.maximum):
            message = f"every {param.type_name} lies in the range of '{param.name}'"
            yield Problem(message, param.span, about=("range",))
