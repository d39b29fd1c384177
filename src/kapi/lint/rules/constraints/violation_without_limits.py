"""What happens to a value outside limits that are not stated.

x-violation needs a constraint or an x-object to be about.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    + *   constraint-type: mask(3)
      *   x-violation: reject(EINVAL)
      * error: EINVAL, unknown flag
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import has_limits
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """A constraint in words counts; so does the class of a handle."""
    for param in spec.params:
        stated = has_limits(param.limits) or param.constraint or param.object or param.size_param
        if param.violation and not stated:
            message = f"x-violation of '{param.name}' has no limits to be about"
            yield Problem(message, param.span, about=("violation",))
