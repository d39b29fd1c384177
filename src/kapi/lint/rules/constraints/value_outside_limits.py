"""A listed value that the mask or range beside it forbids.

One of the two is out of date: a new value needs its bits there.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: mask(1 | 2)
    - *   valid-values: 0, 1, 4
    + *   constraint-type: enum(0, 1, 2)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Limits
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Where both have values; bits that one architecture adds are left alone."""
    for param in limited(spec):
        limits = param.limits
        for text in limits.values or ():
            value = number(text)
            if value is not None and not limits.arch_masks and _forbids(limits, value):
                message = f"'{param.name}' lists {text}, which its limits forbid"
                yield Problem(message, param.span, about=(text,))


def _forbids(limits: Limits, value: int) -> bool:
    low, high, mask = (number(text) for text in (limits.minimum, limits.maximum, limits.mask))
    below, above = low is not None and value < low, high is not None and value > high
    return below or above or (mask is not None and bool(value & ~mask))
