"""An error without x-when in a list that promises an order.

`x-order: checked` says that the first error whose condition holds is the one that comes. Without
a condition nobody can say what comes before it: give it an x-when, or an x-needs that says which
calls its words can be about, or take it out of the order.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-order: checked
      * error: EBADF, no descriptor
      *   x-when: !is_open(fd)
      * error: EIO, the device failed
    + *   x-order: any
      */
     SYSCALL_DEFINE1(ring, int, fd)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, ErrorOrder


def check(spec: Spec) -> Problems:
    """Errors that user code never sees need no place."""
    if spec.error_order is not ErrorOrder.CHECKED:
        return
    for error in spec.errors:
        stated = error.when or error.needs or error.order
        if stated is None and error.visible is not Answer.NO:
            text = f"{error.errno} has a place in the order of checks, and no x-when"
            yield Problem(text, error.span, "add 'x-when:', or 'x-order: any'")
