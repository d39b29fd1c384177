"""A fatal signal after which the call is restarted.

A fatal signal ends the process: no code runs any more, so nothing restarts.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * signal: fatal signals
      *   direction: receive
      *   action: terminate
    - *   restartable: yes
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, SignalAction

_FATAL = re.compile(r"\bfatal|\bSIGKILL\b", re.IGNORECASE)
_ENDS = (SignalAction.TERMINATE, SignalAction.COREDUMP)


def check(spec: Spec) -> Problems:
    """By name, or by what the signal does."""
    for signal in spec.signals:
        if signal.restartable is not Answer.YES:
            continue
        if _FATAL.search(signal.name) or signal.action in _ENDS:
            message = f"'{signal.name}' ends the process; nothing is left to restart"
            yield Problem(message, signal.span, "remove restartable", ("restartable",))
