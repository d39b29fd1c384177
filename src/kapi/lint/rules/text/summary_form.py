"""A summary that is no single short line.

Lists and indexes show it in one line, as kernel-doc does: no full stop, at most 80 characters.

Wrong (-) and right (+)::

     /**
    - * sys_ring - Turn a ring around until it has been turned around by this very call of the API.
    + * sys_ring - turn a ring
      * contexts: process
      * side-effect: none
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_LONGEST = 80


def check(spec: Spec) -> Problems:
    """Missing, too long, or a sentence."""
    summary = spec.summary or ""
    if not summary:
        yield Problem(f"{spec.name} has no summary", spec.span)
    elif len(summary) > _LONGEST:
        yield Problem(f"the summary has {len(summary)} characters", spec.span)
    elif summary.endswith(".") and not summary.endswith("..."):
        yield Problem("the summary ends with a full stop", spec.span)
