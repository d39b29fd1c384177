"""What happens to a value outside limits that are not stated.

x-violation needs a constraint or an x-object to be about.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   x-violation: reject(EINVAL)
     * error: EINVAL, unknown flag
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   constraint-type: mask(3)
     *   x-violation: reject(EINVAL)
     * error: EINVAL, unknown flag
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import has_limits
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec

SEVERITY = Severity.WARNING
RULE_SET = RuleSet.RECOMMENDED


def check(spec: Spec) -> Iterator[Problem]:
    """A constraint in words counts; so does the class of a handle."""
    for param in spec.params:
        stated = has_limits(param.limits) or param.constraint or param.object or param.size_param
        if param.violation and not stated:
            message = f"x-violation of '{param.name}' has no limits to be about"
            yield Problem(message, param.span, about=("violation",))
