"""A number called a pointer, a path or a string.

Memory and text are passed by address; a parameter narrower than an address cannot hold one.
A checker that believes the spec tests the number as an address and refuses correct calls.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
    - *   type: path, input
    + *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import c_type
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_POINTERS = (
    ParamType.PATH,
    ParamType.STRING,
    ParamType.USER_PTR,
    ParamType.PTR,
    ParamType.FUNC_PTR,
)


def check(spec: Spec) -> Problems:
    """An unsigned long may carry an address; narrower types cannot, but for 32-bit programs."""
    if spec.name.startswith("compat_"):
        return
    for param in spec.params:
        kind = c_type(param)
        if param.type in _POINTERS and kind and kind.bits < 64:
            message = f"'{param.name}' is {param.type_name}, which cannot be a {param.type.value}"
            yield Problem(message, param.span, about=("type", param.type.value))
