"""A lock that is released and was never held.

What is released must have been taken by the call or held by its caller.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
      *   type: mutex
      *   acquired: no
      *   released: yes
    + *   held-on-entry: yes
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer


def check(spec: Spec) -> Problems:
    """Only where all that is said contradicts."""
    for lock in spec.locks:
        never = lock.acquired is Answer.NO and lock.held_on_entry in (None, Answer.NO)
        if lock.released is Answer.YES and never and lock.scope is None:
            yield Problem(f"'{lock.name}' is released and was not held", lock.span)
