"""SIGKILL or SIGSTOP handled, blocked or ignored.

Neither can be caught, blocked or ignored by anyone.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * signal: SIGKILL
    + * signal: SIGTERM
      *   direction: block
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import SignalDirection

_IMPOSSIBLE = {SignalDirection.HANDLE, SignalDirection.BLOCK, SignalDirection.IGNORE}


def check(spec: Spec) -> Problems:
    """signal(7)."""
    for signal in spec.signals:
        wrong = _IMPOSSIBLE & set(signal.direction or ())
        if signal.name in ("SIGKILL", "SIGSTOP") and wrong:
            word = sorted(one.value for one in wrong)[0]
            message = f"{signal.name} cannot be the object of '{word}'"
            yield Problem(message, signal.span, about=("direction", word))
