"""A case: one call, the steps before it, and what is looked at after it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.conform.arguments import Argument

__all__ = ["Caller", "Case", "case_of"]


class Caller(msgspec.Struct, frozen=True):
    """Who makes the call: ``unprivileged`` as nobody without capabilities, with soft ``limits``."""

    unprivileged: bool = False
    limits: tuple[tuple[str, int], ...] = ()

    @property
    def shown(self) -> str:
        """How reports show it: nothing for the user."""
        parts = ["unprivileged"] if self.unprivileged else []
        parts += [f"{name} {number}" for name, number in self.limits]
        return f" [{', '.join(parts)}]" if parts else ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The call of ``syscall`` with ``arguments``, expressions over what ``steps`` made.

    ``after`` is an expression that is looked at when the call has returned ``result``; ``shown``
    is the call as strace would print it, without its result.
    """

    syscall: str
    steps: str
    arguments: tuple[str, ...]
    shown: str
    after: str = ""


def case_of(syscall: str, arguments: Sequence[Argument], caller: Caller) -> Case:
    """Return the case of a call with ``arguments``, which ``caller`` makes itself."""
    variables = tuple(f"a{index}" for index in range(len(arguments)))
    steps = ["become_nobody();"] if caller.unprivileged else []
    steps += [one.made_as(name) for name, one in zip(variables, arguments, strict=True)]
    steps += [f"limit({name}, {number});" for name, number in caller.limits]
    shown = f"{syscall}({', '.join(one.name for one in arguments)}){caller.shown}"
    return Case(syscall=syscall, steps=" ".join(steps), arguments=variables, shown=shown)
