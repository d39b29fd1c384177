"""A number called a path or a string.

Text is passed by pointer; an integer parameter cannot be one.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: path, input
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import c_type
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


def check(spec: Spec) -> Iterator[Problem]:
    """An unsigned long may carry an address; narrower types cannot."""
    for param in spec.params:
        kind = c_type(param)
        if param.type in (ParamType.PATH, ParamType.STRING) and kind and kind.bits < 64:
            message = f"'{param.name}' is {param.type_name}, which cannot be a {param.type.value}"
            yield Problem(message, param.span)
