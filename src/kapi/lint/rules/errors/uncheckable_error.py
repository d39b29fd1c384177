"""An error whose condition no program can evaluate.

With x-when a tool can predict the error, provoke it and explain it. Where no expression over
the parameters exists, a condition in words should stand.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
    + *   x-when: flags & ~1
      * return:
      *   type: int
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer


def check(spec: Spec) -> Problems:
    """x-when, a condition or a description; what is never seen needs none."""
    for error in spec.errors:
        if error.visible is Answer.NO:
            continue
        if not (error.when or error.condition or error.description):
            yield Problem(f"{error.errno} has neither x-when nor a description", error.span)
