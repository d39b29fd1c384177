"""A function of the kernel in a text for users.

Names of internal functions change without notice and mean nothing to the author of a program.
Locks are for those who write the kernel: there the functions that take them are named.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error: EINVAL, refused by __ring_check()
    + * error: EINVAL, unknown flag
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.facts import prose
from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Lock
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind

_INTERNAL = re.compile(r"\b(?:__\w+|do_\w+|vfs_\w+|vm_\w+|mm_\w+|ksys_\w+|security_\w+)\(\)")


def check(spec: Spec) -> Problems:
    """Of system calls, ioctls and attributes; once an element, never of a lock."""
    if spec.kind is ApiKind.FUNCTION:
        return
    for one in prose(spec):
        found = _INTERNAL.search(one.text)
        if found and not isinstance(one.element, Lock):
            yield Problem(f"{found[0]} is a function of the kernel", one.span, about=(found[0],))
