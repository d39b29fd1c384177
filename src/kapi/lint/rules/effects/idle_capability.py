"""A capability without effect.

What holding it changes is the claim.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * capability: CAP_IPC_LOCK
      *   type: bypass_check
    + *   allows: more memory than the limit
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """What it allows, what happens without it, or a description."""
    for one in spec.capabilities:
        if not (one.allows or one.without or one.description):
            yield Problem(f"what {one.capability} changes is not said", one.span)
