"""A return rule that says not what success is.

The framework fills the gap with zero: a range without bounds accepts 0 alone, and calls every
other result a failure.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
      * return:
      *   type: int
      *   check-type: range
    + *   success: >= 0
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.lint.stated import is_misspelt
from kapi.model.spec import Spec
from kapi.vocab.words import ReturnCheck


def check(spec: Spec) -> Problems:
    """The checks that compare with a value need one, in either form."""
    rule = spec.returns
    if rule is None or rule.success or rule.success_min or rule.success_max:
        return
    if is_misspelt(rule, "success") or is_misspelt(rule, "success_min"):
        return
    if rule.check in (ReturnCheck.EXACT, ReturnCheck.RANGE):
        message = f"check-type is {rule.check.value}, and no success value is stated"
        yield Problem(message, rule.span, "add success:", ("check-type",))
    elif not (rule.check or rule.type or rule.type_name or rule.description):
        yield Problem("the return rule says nothing", rule.span)
