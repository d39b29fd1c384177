"""A lock that sleeps in a context that may not.

A mutex or semaphore taken in an interrupt or under a spinlock hangs the machine.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process, hardirq
    - * lock: ring_mutex
    - *   type: mutex
    + * lock: ring_lock
    + *   type: spinlock
      *   acquired: yes
      *   released: yes
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, Context, LockType

_ATOMIC = {Context.ATOMIC, Context.HARDIRQ, Context.SOFTIRQ, Context.NMI}
_SLEEPS = (LockType.MUTEX, LockType.SEMAPHORE)


def check(spec: Spec) -> Problems:
    """Locks that the call takes itself."""
    atomic = _ATOMIC & set(spec.contexts or ())
    for lock in spec.locks:
        if atomic and lock.type in _SLEEPS and lock.acquired is not Answer.NO:
            word = sorted(one.value for one in atomic)[0]
            yield Problem(f"'{lock.name}' sleeps, and the call may be made in {word}", lock.span)
