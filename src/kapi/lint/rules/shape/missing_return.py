"""A system call without a return rule.

How success looks is the first thing a checker needs: 0, a descriptor, a number of bytes.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
      * param: flags
      *   type: uint, input
    + * return:
    + *   type: int
    + *   check-type: exact
    + *   success: 0
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind


def check(spec: Spec) -> Problems:
    """A system call always returns something, unless it never returns."""
    if spec.kind is ApiKind.SYSCALL and spec.returns is None:
        yield Problem(f"{spec.name} has no return rule", spec.span, "add a return: block")
