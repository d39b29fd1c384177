"""A name that is no signal.

No architecture has a signal of this name.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * signal: SIGKIL
     *   direction: receive
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * signal: SIGKILL
     *   direction: receive
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, RuleSet, guessed
from kapi.model.spec import Spec
from kapi.vocab.signals import is_signal, signals

SEVERITY = Severity.ERROR
RULE_SET = RuleSet.MINIMAL


_NAME = re.compile(r"SIG[A-Z0-9]+")
_REAL_TIME = re.compile(r"SIGRT(?:MIN|MAX)?")


def check(spec: Spec) -> Iterator[Problem]:
    """Names in words ("fatal signals") are left alone."""
    for signal in spec.signals:
        named = _NAME.fullmatch(signal.name) and not _REAL_TIME.match(signal.name)
        if named and not is_signal(signal.name):
            near = difflib.get_close_matches(signal.name, signals(ARCHITECTURE), 1, 0.8)
            message = f"{signal.name} is no signal on any architecture"
            yield Problem(message, signal.span, *guessed(signal.name, near))
