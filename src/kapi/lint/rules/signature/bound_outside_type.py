"""A bound or mask that the C type cannot hold.

No argument ever has that value: the limit is a slip, or the type is.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   constraint-type: range(0, 0x10000000000)
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   constraint-type: range(0, 0x10000000)
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import c_type, limited, number
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


def check(spec: Spec) -> Iterator[Problem]:
    """Compare the values that are known; a mask may use the sign bit."""
    for param in limited(spec):
        kind = c_type(param)
        if kind is None:
            continue
        lowest = kind.minimum if kind.signed else -(1 << (kind.bits - 1))
        for text in (param.limits.maximum, param.limits.mask):
            value = number(text)
            if value is not None and not lowest <= value < 1 << kind.bits:
                yield Problem(f"{text} does not fit into {param.type_name}", param.span)
