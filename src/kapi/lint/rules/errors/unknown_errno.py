"""A name that is no errno.

No architecture has an error number of this name, so no program will ever see it.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * error: EINVALID, unknown flag
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * error: EINVAL, unknown flag
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.rule import Problem, RuleSet
from kapi.model.spec import Spec
from kapi.vocab.errno import is_errno

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


_NAME = re.compile(r"E[A-Z0-9]+")


def check(spec: Spec) -> Iterator[Problem]:
    """Words that do not look like an errno ("(driver-specific)") are left alone."""
    for error in spec.errors:
        if _NAME.fullmatch(error.errno) and not is_errno(error.errno):
            yield Problem(f"{error.errno} is no errno on any architecture", error.span)
