"""Contexts that exclude one another.

A call that may sleep cannot be made where nothing may, and a system call is always made by a
process that may.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
    - * contexts: process, atomic
    + * contexts: process, sleepable
      * x-errors: closed
      * side-effect: none
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, Context

_TAGS = ("contexts", "context", "context-flags")
_ATOMIC = (Context.ATOMIC, Context.NMI, Context.HARDIRQ, Context.SOFTIRQ)


def check(spec: Spec) -> Problems:
    """A function may sleep in one context and not in another, so only ``atomic`` excludes it."""
    contexts = spec.contexts or ()
    if spec.kind in (ApiKind.SYSCALL, ApiKind.IOCTL):
        wrong = [context.value for context in _ATOMIC if context in contexts]
        if wrong:
            message = f"{spec.name} is never called in {wrong[0]} context"
            yield Problem(message, spec.span, about=(*_TAGS, wrong[0]))
        elif contexts and Context.PROCESS not in contexts and Context.SLEEPABLE not in contexts:
            message = f"{spec.name} is called by processes, and contexts: has none"
            yield Problem(message, spec.span, about=_TAGS)
    elif Context.SLEEPABLE in contexts and Context.ATOMIC in contexts:
        yield Problem(f"{spec.name} is called sleepable and atomic", spec.span, about=_TAGS)
