"""A kernel of a few lines of Python, so that a spec can be tried against a known truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kapi.call import Call, Outcome
from kapi.conform.case import Caller, Case
from kapi.conform.observe import Observation, Observer
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c

__all__ = ["Kernel", "observer_of"]

_SET = re.compile(r"(a\d+) = ([^;]*);")
_MORE = re.compile(r"(a\d+) = a\d+ ([|+-]) ([^;]*);")


class Kernel:
    """A kernel with a ``state``; ``call`` takes registers and the caller, and returns a register.

    A subclass says in ``look`` what the terms of its specs are worth, by their text.
    """

    def __init__(self) -> None:
        self.state = 0

    def call(self, caller: Caller, *registers: int) -> int | str | None:
        """Return the result, or the name of the signal that kills the caller; None sleeps."""
        raise NotImplementedError

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        """Return the terms whose values are known, by their text."""
        return {}

    def facts(self, caller: Caller) -> Mapping[str, int]:
        """Return the capabilities and limits of a caller."""
        return {}


def observer_of(kernel: Callable[..., int] | type[Kernel]) -> Observer:
    """Return what makes calls of ``kernel``: a function of registers, or a `Kernel`, new each time.

    The arguments of a case must be numbers.
    """

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        try:
            values = _values(case)
        except ValueError:
            return Observation(Ran(None, {}, "not a number"))
        registers = tuple(values[name] for name in case.arguments)
        made = kernel() if isinstance(kernel, type) else None
        before = _seen(made, case.caller, registers, subject.before)
        answer = made.call(case.caller, *registers) if made else kernel(*registers)
        after = _seen(made, case.caller, registers, subject.changes.terms)
        outcome = _outcome(answer)
        call = Call(
            syscall=case.syscall,
            arguments=registers,
            outcome=outcome,
            architecture=subject.architecture.name,
        )
        return Observation(Ran(call, made.facts(case.caller) if made else {}), before, after)

    return observe


def _outcome(answer: int | str | None) -> Outcome:
    if answer is None:
        return Outcome(hung=True)
    return Outcome(killed=answer) if isinstance(answer, str) else Outcome(result=int(answer))


def _seen(
    kernel: Kernel | None, caller: Caller, registers: Sequence[int], terms: Sequence[Node]
) -> tuple[int | None, ...]:
    known = kernel.look(caller, registers) if kernel else {}
    return tuple(known.get(render_c(term)) for term in terms)


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
