"""A lock that is taken and not released.

A lock kept on return must be said to be so (scope: acquires), or the next caller waits for
ever.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
      *   type: mutex
      *   acquired: yes
    + *   released: yes
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer


def check(spec: Spec) -> Problems:
    """Without a scope, and without a word about the state on return."""
    for lock in spec.locks:
        open_end = lock.released in (None, Answer.NO) and lock.held_on_exit is not Answer.YES
        if lock.acquired is Answer.YES and open_end and lock.scope is None:
            hint = "add released: yes, or scope: acquires"
            yield Problem(f"'{lock.name}' is taken and not released", lock.span, hint)
