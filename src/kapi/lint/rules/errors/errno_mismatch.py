"""The number of an error is not that of its name.

Programs meet the number, readers believe the name.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
    -        KAPI_ERROR(0, -ENOMEM, "EINVAL", "Unknown flag", "A bit is not defined.")
    +        KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit is not defined.")
             KAPI_ERROR_COUNT(1)
     KAPI_END_SPEC;
"""

from __future__ import annotations

from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.errno import is_errno, same_errno


def check(spec: Spec) -> Problems:
    """Two names of one number are the same; unknown-errno says what is no errno at all."""
    for error in spec.errors:
        code = (error.code or "").replace(" ", "").strip("()").removeprefix("-").strip("()")
        if all(map(is_errno, (code, error.errno))) and not same_errno(
            code, error.errno, ARCHITECTURE
        ):
            message = f"the error's code is {error.code}, but its name is {error.errno}"
            yield Problem(message, error.span, about=(code,))
