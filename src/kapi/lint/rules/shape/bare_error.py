"""An errno without a word about when.

An errno alone is no condition: a reader cannot avoid it and a checker cannot provoke it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error: EINVAL
    + * error: EINVAL, unknown flag
      * error: ENOMEM, no memory for the ring
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.errno import is_errno


def check(spec: Spec) -> Problems:
    """A summary, a condition, a description or x-when is enough."""
    for error in spec.errors:
        name, _, words = error.errno.partition(" ")
        if words and is_errno(name):
            text = f"{name}, {words.strip()}"
            hint = f"write {text}"
            about = ("error", error.errno)
            yield Problem(f"a comma is missing after {name}", error.span, hint, about, Fix(text))
        elif not (error.summary or error.condition or error.description or error.when):
            yield Problem(f"{error.errno} says not when it happens", error.span)
