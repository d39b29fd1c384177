"""One value twice in a list of values.

The second was meant to be another one.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: enum(1, 2, 2)
    + *   constraint-type: enum(1, 2, 3)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections import Counter

from kapi.lint.facts import limited
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """As written; two names of one number may both be meant."""
    for param in limited(spec):
        values = param.limits.values or ()
        twice = sorted(value for value, times in Counter(values).items() if times > 1)
        if twice:
            message = f"'{param.name}' lists {', '.join(twice)} twice"
            yield Problem(message, param.span, about=(twice[0], twice[0]))
