"""A signal without direction.

Whether the call sends the signal, receives it or blocks it is the claim.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * signal: SIGBUS
     *   condition: The page is poisoned.
     * side-effect: none
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * signal: SIGBUS
     *   direction: send
     *   condition: The page is poisoned.
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
    """The direction; the action has a default of its own."""
    for signal in spec.signals:
        if signal.direction is None:
            yield Problem(f"signal '{signal.name}' has no direction", signal.span)
