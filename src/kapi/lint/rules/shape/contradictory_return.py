"""A return rule that contradicts itself.

A success value among the errnos, or bounds in the wrong order, can never be met.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * x-errors: closed
     * return:
     *   type: int
     *   check-type: range
     *   success-range: 10, 0
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * x-errors: closed
     * return:
     *   type: int
     *   check-type: range
     *   success-range: 0, 10
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import HIGHEST_ERRNO, number
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec
from kapi.vocab.words import ReturnCheck

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


def check(spec: Spec) -> Iterator[Problem]:
    """Compare the values that have one."""
    rule = spec.returns
    if rule is None:
        return
    low, high, exact = (number(v) for v in (rule.success_min, rule.success_max, rule.success))
    if low is not None and high is not None and low > high:
        yield Problem(f"no value lies between {rule.success_min} and {rule.success_max}", rule.span)
    if exact is not None and -HIGHEST_ERRNO <= exact < 0 and rule.check is ReturnCheck.EXACT:
        yield Problem(f"{rule.success} is a failure to every caller", rule.span)
