"""A name that is no capability.

capabilities(7) has no such name.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * capability: CAP_IPC_LOK
     *   type: bypass_check
     *   allows: more memory
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * capability: CAP_IPC_LOCK
     *   type: bypass_check
     *   allows: more memory
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.rule import Problem, RuleSet, guessed
from kapi.model.spec import Spec
from kapi.vocab.capabilities import capabilities, capability_number

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


_NAME = re.compile(r"CAP_[A-Z0-9_]+")


def check(spec: Spec) -> Iterator[Problem]:
    """Alternatives too."""
    for one in spec.capabilities:
        for name in (one.capability, *one.alternatives):
            if _NAME.fullmatch(name) and capability_number(name) is None:
                near = difflib.get_close_matches(name, capabilities(), 1, 0.8)
                yield Problem(f"{name} is no capability", one.span, *guessed(name, near))
