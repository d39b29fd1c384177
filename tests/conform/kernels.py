"""A kernel of a few lines of Python, so that a spec can be tried against a known truth."""

from __future__ import annotations

import re
from collections.abc import Callable

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.observe import Observation, Observer
from kapi.conform.sandbox import Ran
from kapi.conform.subject import Subject

__all__ = ["observer_of"]

_SET = re.compile(r"(a\d+) = ([^;]*);")
_MORE = re.compile(r"(a\d+) = a\d+ ([|+-]) ([^;]*);")


def observer_of(kernel: Callable[..., int]) -> Observer:
    """Return what makes calls of ``kernel``, which takes registers and returns a register.

    The arguments of a case must be numbers, and nothing but them is known.
    """

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        try:
            values = _values(case)
        except ValueError:
            return Observation(Ran(None, {}, "not a number"))
        registers = tuple(values[name] for name in case.arguments)
        call = Call(
            syscall=case.syscall,
            arguments=registers,
            outcome=Outcome(result=kernel(*registers)),
            architecture=subject.architecture.name,
        )
        unknown = (None,) * len(subject.changes.terms)
        return Observation(Ran(call, {}), (None,) * len(subject.before), unknown)

    return observe


def _values(case: Case) -> dict[str, int]:
    values: dict[str, int] = {}
    for statement in case.steps:
        more = _MORE.fullmatch(statement)
        found = more or _SET.fullmatch(statement)
        if found is None:
            raise ValueError(statement)
        number = int(found[found.lastindex or 0], 0)
        if more:
            here = values[more[1]]
            number = {"|": here | number, "+": here + number, "-": here - number}[more[2]]
        values[found[1]] = number & (1 << 64) - 1
    return values
