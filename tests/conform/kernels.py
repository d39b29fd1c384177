"""A kernel of a few lines of Python, so that a spec can be tried against a known truth."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.sandbox import Ran
from kapi.vocab.architectures import Architecture

__all__ = ["runner_of"]

_SET = re.compile(r"(a\d+) = ([^;]*);")
_MORE = re.compile(r"(a\d+) = a\d+ ([|+-]) ([^;]*);")


def runner_of(kernel: Callable[..., int]) -> Callable[..., Ran]:
    """Return what makes calls of ``kernel``, which takes registers and returns a register.

    The arguments of a case must be numbers.
    """

    def run(
        case: Case,
        architecture: Architecture,
        seconds: float = 0,
        before: Callable[[int, tuple[int, ...]], None] | None = None,
        after: Callable[[int, Outcome, Mapping[str, int]], None] | None = None,
    ) -> Ran:
        try:
            values = _values(case)
        except ValueError:
            return Ran(None, {}, "not a number")
        registers = tuple(values[name] for name in case.arguments)
        if before:
            before(os.getpid(), registers)
        outcome = Outcome(result=kernel(*registers))
        if after:
            after(os.getpid(), outcome, {})
        call = Call(
            syscall=case.syscall,
            arguments=registers,
            outcome=outcome,
            architecture=architecture.name,
        )
        return Ran(call, {})

    return run


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
