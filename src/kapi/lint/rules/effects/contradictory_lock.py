"""A lock whose scope and tags contradict each other.

scope: acquires means that the lock is held on return, releases that the caller held it; who
believes the wrong one deadlocks.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_lock
      *   type: mutex
    - *   scope: acquires
    + *   scope: internal
      *   acquired: yes
      *   released: yes
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, LockScope

_EXCLUDED = {
    LockScope.ACQUIRES: {
        "acquired": Answer.NO,
        "released": Answer.YES,
        "held_on_entry": Answer.YES,
        "held_on_exit": Answer.NO,
    },
    LockScope.RELEASES: {
        "acquired": Answer.YES,
        "released": Answer.NO,
        "held_on_entry": Answer.NO,
        "held_on_exit": Answer.YES,
    },
    LockScope.INTERNAL: {
        "acquired": Answer.NO,
        "released": Answer.NO,
        "held_on_entry": Answer.YES,
        "held_on_exit": Answer.YES,
    },
    LockScope.CALLER_HELD: {
        "held_on_entry": Answer.NO,
        "held_on_exit": Answer.NO,
    },
}


def check(spec: Spec) -> Problems:
    """A held lock may be dropped and taken again, so ``caller_held`` says nothing of these."""
    for lock in spec.locks:
        if not isinstance(lock.scope, LockScope):
            continue
        for tag, answer in _EXCLUDED[lock.scope].items():
            if getattr(lock, tag) is answer:
                says = f"{tag.replace('_', ' ')}: {answer.value}"
                message = f"'{lock.name}' has scope {lock.scope.value} and {says}"
                yield Problem(message, lock.span, about=(tag.replace("_", "-"),))
                break
