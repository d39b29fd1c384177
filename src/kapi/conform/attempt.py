"""An attempt: what a call is made of, so that one thing can be changed and all else kept."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kapi.conform.case import Caller, Case
from kapi.conform.objects import Argument


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """A call of ``syscall`` with ``arguments``, by ``caller``, after the ``steps`` of a case.

    ``name`` is that of a case from a file; a step that is left out is empty. ``foreign`` is as
    in `Case`.
    """

    syscall: str
    arguments: tuple[Argument, ...]
    caller: Caller = Caller()
    steps: tuple[str, ...] = ()
    name: str = ""
    foreign: bool = False

    def case(self) -> Case:
        """Return it as a case that can be run."""
        variables = tuple(f"a{index}" for index in range(len(self.arguments)))
        made = sorted(zip(variables, self.arguments, strict=True), key=_is_late)
        steps = [*filter(None, self.steps), *(one.made_as(name) for name, one in made)]
        arguments = ", ".join(one.name for one in self.arguments)
        return Case(
            syscall=self.syscall,
            steps=tuple(steps),
            arguments=variables,
            shown=f"{self.syscall}({arguments}){self.caller.shown}",
            caller=self.caller,
            name=self.name,
            inputs=(*self.caller.inputs, *self.steps, *(one.input for one in self.arguments)),
            family=f"{self.name or self.syscall}/{len(self.steps)}/{len(self.arguments)}",
            foreign=self.foreign or any(one.foreign for one in self.arguments),
        )

    def with_argument(self, index: int, argument: Argument) -> Attempt:
        """Return it with another argument at ``index``."""
        arguments = (*self.arguments[:index], argument, *self.arguments[index + 1 :])
        return msgspec.structs.replace(self, arguments=arguments)

    def called_by(self, caller: Caller) -> Attempt:
        """Return it by another caller."""
        return msgspec.structs.replace(self, caller=caller)

    def after_another(self, other: Attempt) -> Iterator[Attempt]:
        """Yield it after a call with its objects and the numbers of ``other``.

        Then after ``other`` itself, where that needs no steps of a case.
        """
        if not self.arguments:
            return
        *first, last = self.arguments
        numbers = [one.name if one.is_number else "" for one in other.arguments]
        own = [*(f"a{index}" for index in range(len(first))), "$"]
        made = ", ".join(number or name for number, name in zip(numbers, own, strict=True))
        steps = f"{last.steps} {self.syscall}({made});"
        again = Argument(f"{last.name} after {self.syscall}({made})", steps, foreign=last.foreign)
        yield self.with_argument(len(first), again)
        if not (self.name or other.name):
            names = tuple(f"b{index}" for index in range(len(other.arguments)))
            objects = map(Argument.made_as, other.arguments, names)
            step = f"{' '.join(objects)} {self.syscall}({', '.join(names)});"
            yield msgspec.structs.replace(self, steps=(*self.steps, step))

    def without_step(self, index: int) -> Attempt:
        """Return it without one step of its set-up."""
        steps = (*self.steps[:index], "", *self.steps[index + 1 :])
        return msgspec.structs.replace(self, steps=steps)


def _is_late(made: tuple[str, Argument]) -> bool:
    """Whether an argument may be made after others: what is open already sees no later mount."""
    return "unshare(" not in made[1].steps


def attempt_of(case: Case) -> Attempt:
    """Return the attempt that a case from a file is; a line of the file is one step."""
    callers = len(case.caller.inputs)
    steps = case.inputs[callers : len(case.inputs) - len(case.arguments)]
    return Attempt(
        syscall=case.syscall,
        arguments=tuple(
            Argument(one, f"$ = {one};", foreign=case.foreign) for one in case.arguments
        ),
        caller=case.caller,
        steps=steps,
        name=case.name,
        foreign=case.foreign,
    )


def changed_alike(start: Attempt, one: Attempt, other: Attempt) -> tuple[Attempt, ...]:
    """Return ``start`` with the argument in which ``one`` and ``other`` differ, as each has it."""
    pairs = enumerate(zip(one.arguments, other.arguments, strict=True))
    differ = [index for index, (here, there) in pairs if here != there]
    if len(differ) != 1 or one.called_by(other.caller) != one or one.steps != other.steps:
        return ()
    (index,) = differ
    return tuple(start.with_argument(index, each.arguments[index]) for each in (one, other))
