"""A return rule that contradicts itself.

Bounds in the wrong order can never be met; a value that is a success in one line and an errno
in the next leaves callers no way to tell.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
      * return:
      *   type: int
      *   check-type: range
    - *   success-range: 10, 0
    + *   success-range: 0, 10
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.lint.facts import HIGHEST_ERRNO, number
from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Returns
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, ApiKind, ReturnCheck

_ERRNO = re.compile(r"\bE[A-Z]")


def check(spec: Spec) -> Problems:
    """Compare the values that have one.

    A success that is a named errno may be meant (io_cancel returns -EINPROGRESS), unless the
    spec lists it among the errors too. Functions of the kernel may return any number.
    """
    rule = spec.returns
    if rule is None:
        return
    low, high = number(rule.success_min), number(rule.success_max)
    if low is not None and high is not None and low > high:
        message = f"no value lies between {rule.success_min} and {rule.success_max}"
        yield Problem(message, rule.span, about=(str(rule.success_min),))
        return
    exact = number(rule.success) if rule.check is ReturnCheck.EXACT else None
    named = rule.success is not None and _ERRNO.search(rule.success)
    if exact is not None and -HIGHEST_ERRNO <= exact < 0 and not named:
        yield Problem(
            f"{rule.success} is a failure to every caller", rule.span, about=(str(rule.success),)
        )
        return
    for text in _failures(spec, rule):
        value = number(text)
        if value is not None and _succeeds(rule, value):
            yield Problem(f"{text} is a failure here, and counts as a success there", rule.span)


def _failures(spec: Spec, rule: Returns) -> Iterator[str]:
    """The values that the return rule, and for programs the list of errors, call failures."""
    yield from rule.error_values or ()
    if spec.kind is not ApiKind.FUNCTION:
        yield from dict.fromkeys(f"-{e.errno}" for e in spec.errors if e.visible is not Answer.NO)


def _succeeds(rule: Returns, value: int) -> bool:
    """Whether the check that the rule names takes ``value`` for a success."""
    if rule.check is ReturnCheck.EXACT:
        return value == number(rule.success)
    low, high = number(rule.success_min), number(rule.success_max)
    if rule.check is not ReturnCheck.RANGE or low is None:
        return False
    return low <= value and (value <= high if high is not None else rule.success_max is None)
