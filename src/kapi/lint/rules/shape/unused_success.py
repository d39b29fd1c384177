"""A success value that the check does not look at.

An exact check looks at one value, a range at bounds, a descriptor at neither, and what does not
return has none. The other form is dropped without a word, and zero takes its place.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
      * return:
      *   type: int
    - *   check-type: exact
    + *   check-type: range
      *   success: >= 0
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Returns
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType, ReturnCheck

_ENDS = re.compile(r"(?<!\w)(?:0[xX]\w+|\d+|[A-Z]\w*)")


def check(spec: Spec) -> Problems:
    """error_check and custom may name a value for people; a descriptor is never one value."""
    rule = spec.returns
    message = _unused(rule) if rule else None
    if rule and message:
        hint = _hint(rule.success or "") if rule.check is ReturnCheck.RANGE else ""
        yield Problem(message, rule.span, hint, ("success",))


def _hint(success: str) -> str:
    """How a range is written, with the two ends that ``success`` seems to name."""
    ends = _ENDS.findall(success)
    low, high = ends if len(ends) == 2 else ("LOWEST", "HIGHEST")
    return f"write success-range: {low}, {high}"


def _unused(rule: Returns) -> str | None:
    bounds = rule.success_min or rule.success_max
    if rule.check is ReturnCheck.NO_RETURN and (rule.success or bounds):
        return "a call that does not return has no success value"
    if rule.success and ReturnCheck.FD is rule.check:
        return f"success is any descriptor, not {rule.success} alone"
    if rule.success and rule.type is ParamType.FD and rule.check is not ReturnCheck.CUSTOM:
        return f"success is any descriptor, not {rule.success} alone"
    if rule.check is ReturnCheck.EXACT and bounds and not rule.success:
        return "an exact check has one success value, not a range"
    if rule.check is ReturnCheck.RANGE and rule.success and not bounds:
        return f"a range has bounds; success is the one value {rule.success}"
    return None
