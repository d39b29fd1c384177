"""An output through a pointer to const.

The kernel cannot write there: direction or declaration is wrong.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: buf
    - *   type: user_ptr, output
    + *   type: user_ptr, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, const char __user *, buf)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamFlag

_CONST = re.compile(r"(?:const\s+[\w\s]+|[\w\s]+\sconst(?:\s+__user)?\s*)\*")


def check(spec: Spec) -> Problems:
    """A single star after a const object; deeper pointers may still lead to memory."""
    for param in spec.params:
        output = {ParamFlag.OUT, ParamFlag.INOUT} & set(param.flags or ())
        if output and _CONST.fullmatch((param.type_name or "").strip()):
            message = f"'{param.name}' is an output and {param.type_name}"
            yield Problem(message, param.span, about=("type",))
