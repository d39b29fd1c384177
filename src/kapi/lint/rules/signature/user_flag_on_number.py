"""The flag of a user-space pointer on a number.

The flag says that the kernel reads memory there; a number that is too narrow for an address has
no memory behind it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: count
    - *   type: uint, input, user
    + *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, count)
"""

from __future__ import annotations

from kapi.lint.facts import c_type
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamFlag, ParamType

_NUMBERS = (ParamType.INT, ParamType.UINT, ParamType.FD, ParamType.BOOL, ParamType.ENUM, None)


def check(spec: Spec) -> Problems:
    """Where the type says pointer too, number-as-pointer reports it."""
    if spec.name.startswith("compat_"):
        return
    for param in spec.params:
        kind = c_type(param)
        if (
            param.type in _NUMBERS
            and kind
            and kind.bits < 64
            and ParamFlag.USER in (param.flags or ())
        ):
            message = f"'{param.name}' is {param.type_name}, which points to no memory"
            yield Problem(message, param.span, "remove the flag user", ("type", "user"))
