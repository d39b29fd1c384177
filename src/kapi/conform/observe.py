"""One call and the situations before and after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

import msgspec

from kapi.call import Outcome
from kapi.conform.case import Case
from kapi.conform.earlier import set_before
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.sandbox.worker import run
from kapi.conform.statements import calls
from kapi.conform.subject import Subject
from kapi.situation.measure import measure
from kapi.situation.process import Process

_KEYED = ("pkey_", "userfaultfd")
"""Calls after which access to memory has to be judged mapping by mapping."""

Values: TypeAlias = tuple[int | None, ...]


class Observation(msgspec.Struct, frozen=True):
    """What ``ran``, and what was measured: ``before`` None where the call was not made.

    ``before`` are the values of `Subject.before`, ``after`` those of the terms of its changes,
    None where nothing was there to be looked at.
    """

    ran: Ran
    before: Values | None = None
    after: Values | None = None


Observer: TypeAlias = Callable[[Case, Subject, float], Observation]
"""Makes the call of a case, for at most so many seconds, and looks at it for a spec."""


def observe(
    case: Case, subject: Subject, seconds: float, unsafe: Collection[str] = ()
) -> Observation:
    """Make the call in a child of this process, and measure the child while it stands still.

    It keeps the capabilities that the spec or its caller speaks of. ``unsafe`` are the classes of
    calls that may be made without the walls that they need.
    """
    look = _Look(case, subject)
    ran = run(
        case,
        subject.architecture,
        seconds,
        before=look.before,
        after=look.after,
        keep=subject.capabilities.union(case.caller.keep or ()),
        unsafe=unsafe,
    )
    return Observation(ran, look.found_before, look.found_after)


class _Look:
    """What the worker is asked to do before and after the call."""

    def __init__(self, case: Case, subject: Subject) -> None:
        self.subject = subject
        self.registers: tuple[int, ...] = ()
        self.found_before: Values | None = None
        self.found_after: Values | None = None
        made = (case.syscall, *calls(case.text))
        self.keyed = any(one.startswith(_KEYED) for one in made)
        self.known = set_before(case.text, subject.architecture)

    def before(self, pid: int, registers: tuple[int, ...]) -> None:
        """Measure what the conditions and changes look at."""
        self.registers = registers
        names = self.subject.environment(registers)
        with Process(pid, events=self.known, keyed=self.keyed) as process:
            self.found_before = measure(
                process,
                self.subject.before,
                names,
                self.subject.fields,
                self.subject.numbers(registers),
            )

    def after(self, pid: int, outcome: Outcome, events: Mapping[str, int]) -> None:
        """Measure what the changes look at once more."""
        names = self.subject.environment(self.registers, outcome)
        with Process(pid, events=events, keyed=self.keyed) as process:
            self.found_after = measure(
                process,
                self.subject.changes.terms,
                names,
                self.subject.fields,
                self.subject.numbers(self.registers, outcome),
            )
