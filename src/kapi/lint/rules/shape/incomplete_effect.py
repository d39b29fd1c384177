"""A side effect on nothing.

Without a target or a description nobody can see whether it happened.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * side-effect: modify_state
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * side-effect: modify_state
     *   target: the ring
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec
from kapi.vocab.words import Effect

SEVERITY = Severity.WARNING
RULE_SET = RuleSet.RECOMMENDED


def check(spec: Spec) -> Iterator[Problem]:
    """An effect of kind none needs no target."""
    for effect in spec.side_effects:
        if not (effect.target or effect.description) and effect.effects != (Effect.NONE,):
            yield Problem("the side effect has neither target nor description", effect.span)
