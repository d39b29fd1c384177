"""One condition twice.

Errno and summary name a claim; two of one name cannot be told apart in any report.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
    - * error: EINVAL, unknown flag
    + * error: EINVAL, size too small
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Case and spacing do not count; errors without a summary differ by their text."""
    seen: dict[tuple[str, str], int] = {}
    for error in spec.errors:
        text = " ".join((error.summary or error.condition or error.description or "").split())
        key = (error.errno, text.lower())
        if key in seen:
            message = f"{error.errno}, {text or 'without a condition'}: stated before"
            yield Problem(message, error.span, f"the first stands on line {seen[key]}")
        seen.setdefault(key, error.span.line)
