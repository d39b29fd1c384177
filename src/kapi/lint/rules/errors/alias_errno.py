"""Two names for one number.

EAGAIN and EWOULDBLOCK are one number: a program cannot tell the two conditions apart, so a spec
should not pretend to.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EAGAIN, no memory now
    - * error: EWOULDBLOCK, would have to wait
    + * error: EAGAIN, would have to wait
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.errno import errno_name, errno_number


def check(spec: Spec) -> Problems:
    """On x86-64, where few names share a number."""
    first: dict[int, str] = {}
    for error in spec.errors:
        number = errno_number(error.errno, ARCHITECTURE)
        name = first.setdefault(number, error.errno) if number else error.errno
        if name != error.errno:
            usual = (errno_name(number, ARCHITECTURE) if number else None) or name
            message = f"{error.errno} is another name of {name}"
            fix = Fix(usual, safe=True)
            yield Problem(message, error.span, f"write {usual}", (error.errno,), fix)
