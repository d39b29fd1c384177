"""A constraint that says nothing.

A name alone is no rule.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * constraint: alignment
     * side-effect: none
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * constraint: alignment
     *   expr: flags % 2 == 0
     * side-effect: none
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec

SEVERITY = Severity.WARNING
RULE_SET = RuleSet.RECOMMENDED


def check(spec: Spec) -> Iterator[Problem]:
    """A description or an expression is enough."""
    for constraint in spec.constraints:
        if not (constraint.description or constraint.expression):
            yield Problem(f"constraint '{constraint.name}' says nothing", constraint.span)
