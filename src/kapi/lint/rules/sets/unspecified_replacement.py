"""A replacement without a spec.

A set that sends the users of one API to another should say what the other does.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * deprecated: 6.1
      * replacement: openat2
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)

     /**
    - * sys_openat3 - open a file relative to another
    + * sys_openat2 - open a file relative to another
      * contexts: process
      * x-errors: closed
      */
    -SYSCALL_DEFINE1(openat3, unsigned int, flags)
    +SYSCALL_DEFINE1(openat2, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.syscalls import is_syscall


def check_set(specs: Sequence[Spec]) -> Problems:
    """In sets, not for one spec alone; what does not exist at all is `unknown-replacement`."""
    names = {spec.name.removeprefix("sys_") for spec in specs}
    for spec in specs if len(names) > 1 else ():
        named = re.match(r"(?:sys_)?(\w+)", spec.replacement or "")
        if named and named[1] not in names and is_syscall(named[1]):
            yield Problem(
                f"the replacement {named[1]} has no spec in this set", spec.span, about=(named[1],)
            )
