"""A replacement that nobody knows.

A deprecated API sends its users elsewhere; there must be something.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * deprecated: 6.1
    - * replacement: sys_rong
    + * replacement: openat2
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.syscalls import is_syscall


def check_set(specs: Sequence[Spec]) -> Problems:
    """A spec of the set, or a system call of any architecture."""
    names = {spec.name for spec in specs}
    for spec in specs:
        named = re.match(r"[\w]+", spec.replacement or "")
        if not named or named[0] in names or f"sys_{named[0]}" in names:
            continue
        if not is_syscall(named[0].removeprefix("sys_")):
            message = f"the replacement {named[0]} is neither specified nor a system call"
            yield Problem(message, spec.span, about=("replacement", named[0]))
