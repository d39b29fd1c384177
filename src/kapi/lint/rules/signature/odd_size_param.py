"""A size that is given by no number.

The index counts from 0. One that leads to a descriptor or to a buffer is most often one that
counted from 1, and bounds the memory by something else.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: fd
      *   type: fd, input
      * param: buf
      *   type: user_ptr, output
    - *   size-param: 0
    + *   size-param: 2
      * param: len
      *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE3(ring, int, fd, char __user *, buf, size_t, len)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_BUFFER = re.compile(r"\b(?:char|void|struct|union)\b.*\*")


def check(spec: Spec) -> Problems:
    """A pointer to an integer may hold the size, as the last argument of getsockopt does."""
    for index, param in enumerate(spec.params):
        size = param.size_param
        if size is None or not 0 <= size < len(spec.params) or size == index:
            continue
        holder = spec.params[size]
        if _is_no_number(holder):
            message = f"the size of '{param.name}' is given by '{holder.name}', which is no number"
            yield Problem(message, param.span, "the index counts from 0", ("size-param",))


def _is_no_number(param: Param) -> bool:
    if param.type in (ParamType.FD, ParamType.PATH, ParamType.STRING):
        return True
    return bool(_BUFFER.search(param.type_name or ""))
