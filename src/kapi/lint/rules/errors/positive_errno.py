"""An errno without its minus sign.

The kernel returns negative numbers. A positive one is a result like any other, and the check
that waits for it never sees it.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
    -        KAPI_ERROR(0, EINVAL, "EINVAL", "Unknown flag", "A bit is not defined.")
    +        KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit is not defined.")
             KAPI_ERROR_COUNT(1)
     KAPI_END_SPEC;
"""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.facts import HIGHEST_ERRNO, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """The codes of errors, and the values that the return rule calls errors."""
    stated = [(error.code, error.span) for error in spec.errors]
    if spec.returns:
        stated += [(text, spec.returns.span) for text in spec.returns.error_values or ()]
    for text, span in stated:
        if text and 0 < (number(text) or 0) <= HIGHEST_ERRNO:
            fix = Fix(f"-{text}", safe=True)
            yield Problem(f"{text} is a positive number", span, f"write -{text}", (text,), fix)
