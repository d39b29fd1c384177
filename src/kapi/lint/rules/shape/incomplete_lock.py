"""A lock without a type.

Whether the lock sleeps decides where the call may be made.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * lock: ring_mutex
     *   acquired: yes
     *   released: yes
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * lock: ring_mutex
     *   type: mutex
     *   acquired: yes
     *   released: yes
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
    """Words that are not known are reported by unknown-word."""
    for lock in spec.locks:
        if lock.type is None:
            yield Problem(f"lock '{lock.name}' has no type", lock.span)
