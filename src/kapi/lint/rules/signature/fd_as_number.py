"""A file descriptor with the type of a number.

As fd a checker can try closed and wrong descriptors, and a tracer can show what is open.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: fd
    - *   type: int, input
    + *   type: fd, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, int, fd)
"""

from __future__ import annotations

import re

from kapi.finding import Fix
from kapi.lint.facts import c_type
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_NAME = re.compile(
    r"(?:(?!max|min|first|last|nr|num)\w*_)?(?:ep|d|dir|pid|old|olddir|from_d|to_d|in|out)?fd"
    r"|fd_in|fd_out|fildes"
)


def check(spec: Spec) -> Problems:
    """By name and C type; the bounds of a range of descriptors (max_fd) need not be open."""
    for param in spec.params:
        kind = c_type(param)
        if param.type not in (ParamType.INT, ParamType.UINT) or not kind or kind.bits != 32:
            continue
        if _NAME.fullmatch(param.name):
            message = f"'{param.name}' is a descriptor: its type is fd"
            yield Problem(message, param.span, "write fd", ("type", param.type.value), Fix("fd"))
