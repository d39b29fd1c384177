"""A signal that ends the call with an errno which no error block lists.

The list of errors is what a program reads; that a signal leads to EINTR belongs there too, with
x-visible: no where no program can see it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * signal: any
      *   direction: receive
      *   action: return
      *   errno: -EINTR
    + * error: EINTR, a signal came before the ring had turned
      * error: EINVAL, flags is not zero
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Signal
from kapi.model.spec import Spec
from kapi.vocab.errno import is_errno, is_internal, same_errno
from kapi.vocab.words import Answer


def check(spec: Spec) -> Problems:
    """Of specs that list errors; a name that is none is reported elsewhere.

    Prose after the errno may say that it is not the call's.
    """
    listed = {error.errno for error in spec.errors}
    for signal in spec.signals if listed else ():
        name = signal.errno
        if not name or signal.visible is Answer.NO or not is_errno(name) or is_internal(name):
            continue
        if signal.name == "SIGKILL":
            continue  # no program is left that sees it
        if not _denies(signal) and not any(
            same_errno(name, other, ARCHITECTURE) for other in listed
        ):
            message = f"'{signal.name}' ends the call with {name}, which no error block lists"
            yield Problem(message, signal.span, about=("errno", name))


def _denies(signal: Signal) -> bool:
    return any(one.tag in ("errno", "error") and " not " in one.text for one in signal.extensions)
