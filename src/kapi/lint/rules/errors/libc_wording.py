"""The C library described instead of the kernel.

The kernel returns the negative errno; -1 and errno are made from it by the library. A spec of
the system call says what the call returns.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
      * return:
      *   type: int
    - *   desc: Zero; on error -1 is returned and errno is set.
    + *   desc: Zero, or a negative errno.
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_LIBC = re.compile(
    r"(?<![\w-])(?:sets? errno|errno is set|errno (?:is )?set to|returns? -1|-1 is returned"
    r"|-1 (?:with|and) errno|errno set)\b",
    re.IGNORECASE,
)


def check(spec: Spec) -> Problems:
    """In the return rule, the errors and the description; examples may use the library."""
    places = [(spec.description, spec.span)]
    places += [(spec.returns.description, spec.returns.span)] if spec.returns else []
    for error in spec.errors:
        places.append((f"{error.summary or ''}\n{error.description or ''}", error.span))
    for text, span in places:
        found = _LIBC.search(text or "")
        if found:
            hint = "the call itself returns -errno"
            yield Problem(f'"{found[0]}" describes the C library', span, hint, (found[0],))
