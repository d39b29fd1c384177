"""A user-space pointer called a number or a descriptor.

A checker would print it, compare it or open it as what it is not.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: buf
    - *   type: uint, input
    + *   type: user_ptr, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, char __user *, buf)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_NUMBERS = (ParamType.INT, ParamType.UINT, ParamType.FD, ParamType.BOOL, ParamType.ENUM)


_HINT = "write user_ptr, path or string"


def check(spec: Spec) -> Problems:
    """The C type decides."""
    for param in spec.params:
        if "__user" in (param.type_name or "") and param.type in _NUMBERS:
            message = f"'{param.name}' is a pointer ({param.type_name}), not {param.type.value}"
            yield Problem(message, param.span, _HINT, ("type", param.type.value))
