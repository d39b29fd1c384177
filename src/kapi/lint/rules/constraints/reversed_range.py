"""A range whose lower end is above the upper one.

No value is allowed by it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: range(10, 1)
    + *   constraint-type: range(1, 10)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Where both ends have a value."""
    for param in limited(spec):
        low, high = number(param.limits.minimum), number(param.limits.maximum)
        if low is not None and high is not None and low > high:
            ends = f"{param.limits.minimum} and {param.limits.maximum}"
            message = f"no value of '{param.name}' lies between {ends}"
            yield Problem(message, param.span, about=(str(param.limits.minimum),))
