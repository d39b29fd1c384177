"""A user-space pointer called a kernel pointer.

What a ptr leads to is not checked; a user_ptr is probed before it is used, and a tool knows
that EFAULT belongs to it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: buf
    - *   type: ptr, input
    + *   type: user_ptr, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, char __user *, buf)
"""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_FIX = Fix("user_ptr", safe=True)


def check(spec: Spec) -> Problems:
    """The C type decides; structures, arrays and callbacks are other statements."""
    for param in spec.params:
        if "__user" in (param.type_name or "") and param.type is ParamType.PTR:
            message = f"'{param.name}' points to user space ({param.type_name})"
            yield Problem(message, param.span, "write user_ptr", ("type", "ptr"), _FIX)
