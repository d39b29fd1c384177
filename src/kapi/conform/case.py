"""A case: one call, the steps before it, and who makes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec

from kapi.conform.objects.argument import in_c

_NOBODY = 65534


class Caller(msgspec.Struct, frozen=True):
    """Who makes the call: the user of kapi, unless something else is said.

    ``unprivileged`` is nobody, without capabilities. ``limits`` are soft ones by name, in the
    units of the limit. ``keep`` names the capabilities that are kept alone (of nobody: that
    nobody has), ``drop`` those that are given up; ``keep`` None keeps what there is. With
    ``real`` nobody is so in effect alone: the real user remains that of kapi.
    """

    unprivileged: bool = False
    limits: tuple[tuple[str, int], ...] = ()
    keep: tuple[str, ...] | None = None
    drop: tuple[str, ...] = ()
    real: bool = False

    CAPABILITIES: ClassVar[int] = 1
    LIMITS: ClassVar[int] = 2
    """The places of capabilities and limits among its ``inputs``, and those of a case."""

    @property
    def shown(self) -> str:
        """How reports show it: nothing for the user."""
        parts = ["unprivileged"] if self.unprivileged else []
        parts += ["real user kept"] if self.real else []
        if self.keep is not None:
            parts.append(f"only {' '.join(self.keep)}" if self.keep else "no capability")
        parts += [f"without {name}" for name in self.drop]
        parts += [f"{name} {number}" for name, number in self.limits]
        return f" [{', '.join(parts)}]" if parts else ""

    @property
    def steps(self) -> tuple[str, ...]:
        """Statements that make a process this caller, for use between the set-up and the call."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[str]:
        # limits first: raising one may need what is given up next
        yield from (f"limit({name}, {in_c(number)});" for name, number in sorted(self.limits))
        if self.unprivileged and self.real:
            yield f"setgroups(0, 0); setresgid(-1, {_NOBODY}, {_NOBODY});"
            yield f"setresuid(-1, {_NOBODY}, {_NOBODY});"
            yield f"keep_capabilities({_mask(self.keep or ())});"
        elif self.unprivileged and self.keep:
            yield f"become_nobody_with({_mask(self.keep)});"
        elif self.unprivileged:
            yield "become_nobody();"
        elif self.keep is not None:
            yield f"keep_capabilities({_mask(self.keep)});"
        yield from (f"drop_capability({name});" for name in self.drop)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What it is made of, one text each: user, capabilities, limits."""
        keep = "all" if self.keep is None else " ".join(sorted(self.keep))
        limits = "\n".join(f"{name} {number}" for name, number in sorted(self.limits))
        user = "nobody" if self.unprivileged else ""
        user += " in effect alone" if self.real else ""
        return user, f"{keep} - {sorted(self.drop)}", limits


def _mask(names: Sequence[str]) -> str:
    return " | ".join(f"(long)1 << {name}" for name in names) or "0"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The call of ``syscall`` with ``arguments``, expressions over what ``steps`` made.

    ``steps`` are statements of `kapi.conform.steps`, in order; ``shown`` is the call as strace
    would print it, without its result. ``name`` is that of a case from a file, else empty.

    ``foreign`` says that a stranger may have written the steps or the arguments: they are run
    with no more rights than a call.

    ``inputs`` are the things that decide the case, one text each (the lines of a text are
    parts of it: fields, limits). Cases of one ``family`` have equally many, in the same order,
    so that `difference` can count what was changed.
    """

    syscall: str
    steps: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    shown: str
    caller: Caller = Caller()
    name: str = ""
    inputs: tuple[str, ...] = ()
    family: str = ""
    foreign: bool = False

    @property
    def preparation(self) -> tuple[str, ...]:
        """All statements before the call: the set-up, then what makes the caller."""
        return self.steps + self.caller.steps

    @property
    def set_up(self) -> str:
        """The steps before the call that are not those of an argument alone, as one text."""
        first, last = len(self.caller.inputs), len(self.inputs) - len(self.arguments)
        return " ".join(filter(None, self.inputs[first:last]))

    @property
    def costly(self) -> bool:
        """Whether the set-up makes tens of thousands of things, which all have to be looked at."""
        return "fill_map_count(" in self.text

    @property
    def text(self) -> str:
        """`preparation` as one text, for `kapi.conform.steps.read_steps`."""
        return "\n".join(self.preparation)


def difference(one: Case, other: Case) -> int | None:
    """Return how many inputs differ, or None for cases of different families.

    Where both texts of an input have equally many lines, each line that differs counts.
    """
    if one.family != other.family or len(one.inputs) != len(other.inputs):
        return None
    return sum(map(_differing, one.inputs, other.inputs))


def _differing(one: str, other: str) -> int:
    lines, others = one.split("\n"), other.split("\n")
    if len(lines) != len(others):
        return 1
    return sum(a != b for a, b in zip(lines, others, strict=True))
