"""A parameter without a type.

The class (fd, path, user_ptr, uint ...) decides which values a checker may try and how a value
is shown.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
    + *   type: uint, input
      *   constraint-type: mask(1)
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from difflib import get_close_matches

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind


def check(spec: Spec) -> Problems:
    """Every parameter, of a spec that says anything about any of them; ioctl(2) types its own."""
    declared = {one.name for one in spec.declaration.params} if spec.declaration else set()
    strangers = [one.name for one in spec.params if declared and one.name not in declared]
    for param in spec.params:
        if param.name in strangers or get_close_matches(param.name, strangers, 1):
            continue  # unknown-param says so, and what may be meant
        if param.type is None and not (spec.kind is ApiKind.IOCTL and param.name == "fd"):
            hint = "add type: int, uint, fd, path, user_ptr ..."
            yield Problem(f"parameter '{param.name}' has no type", param.span or spec.span, hint)
