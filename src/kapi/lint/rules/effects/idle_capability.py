"""A capability without effect.

What holding it changes is the claim.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * capability: CAP_IPC_LOCK
     *   type: bypass_check
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * capability: CAP_IPC_LOCK
     *   type: bypass_check
     *   allows: more memory than the limit
     * x-errors: closed
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
    """What it allows, what happens without it, or a description."""
    for one in spec.capabilities:
        if not (one.allows or one.without or one.description):
            yield Problem(f"what {one.capability} changes is not said", one.span)
