"""A size that is given by no parameter.

The index counts from 0; one that is too high, or that of the buffer itself, bounds the memory
by nothing.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: buf
      *   type: user_ptr, output
    - *   size-param: 3
    + *   size-param: 1
      * param: len
      *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE2(ring, char __user *, buf, size_t, len)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """The index must be that of another parameter."""
    for index, param in enumerate(spec.params):
        size = param.size_param
        if size is None or (0 <= size < len(spec.params) and size != index):
            continue
        what = "itself" if size == index else f"parameter {size} of {len(spec.params)}"
        message = f"the size of '{param.name}' is given by {what}"
        yield Problem(message, param.span, about=("size-param",))
