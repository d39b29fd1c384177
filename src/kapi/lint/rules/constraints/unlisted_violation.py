"""A rejection with an errno that the spec does not list.

x-violation: reject(ERRNO) promises an errno; the list of errors must have it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
      *   constraint-type: mask(3)
      *   x-violation: reject(EINVAL)
    - * error: ENOMEM, no memory
    + * error: EINVAL, unknown flag
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from difflib import get_close_matches

from kapi.lint.facts import limited
from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec
from kapi.vocab.errno import is_errno


def check(spec: Spec) -> Problems:
    """Of parameters and members of structures."""
    listed = {error.errno for error in spec.errors}
    for param in limited(spec):
        errno = param.violation.errno if param.violation else None
        if errno and errno not in listed:
            near = () if is_errno(errno) else get_close_matches(errno, sorted(listed), 1)
            message = f"'{param.name}' is rejected with {errno}, which no error block lists"
            yield Problem(message, param.span, *guessed(errno, near, "violation"))
