"""A word after x-violation that is none of the five.

reject(ERRNO), ignore, mask-off, clamp or unspecified.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
      *   constraint-type: mask(3)
    - *   x-violation: refuse
    + *   x-violation: ignore
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import limited
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_ACTIONS = frozenset({"reject", "ignore", "mask-off", "clamp", "unspecified"})


def check(spec: Spec) -> Problems:
    """Of parameters and members of structures."""
    for param in limited(spec):
        if param.violation and param.violation.action not in _ACTIONS:
            message = f"x-violation of '{param.name}' says '{param.violation.action}'"
            hint = f"known: {', '.join(sorted(_ACTIONS))}"
            yield Problem(message, param.span, hint, ("violation", param.violation.action))
