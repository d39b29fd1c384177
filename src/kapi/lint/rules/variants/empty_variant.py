"""A variant that says nothing.

The blocks of a variant stand indented below it; those in the column of the variant belong to the
whole spec again.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * return:
      *   type: int
      * variant: op == 3
    - * error: EBUSY, somebody reads
    + *   error: EBUSY, somebody reads
      */
     SYSCALL_DEFINE2(ring, int, fd, int, op)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.claim_kinds import statements
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Words alone are no claims."""
    for variant in spec.variants:
        if not any(statements(variant)):
            text = f"nothing is stated for '{variant.condition}'"
            yield Problem(text, variant.span, "indent the blocks that belong to the variant")
