"""Try a spec: make its calls, and decide what they say of each claim."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.conform import denied
from kapi.conform.calls import BUDGET, Calls, Runner
from kapi.conform.cases import cases_for
from kapi.conform.decide import decide
from kapi.conform.results import Result, Status, result_of
from kapi.conform.sandbox import run
from kapi.conform.search import RANDOM, Search
from kapi.conform.subject import Subject
from kapi.conform.witness import Earlier
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.syscalls import syscall_number
from kapi.vocab.words import ApiKind

__all__ = ["Tried", "try_spec", "untestable"]

_MOST_PARAMS = 6


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """The results of one spec, and how they came about.

    ``calls`` is how many calls were made, ``accepted`` how many of them were accepted;
    ``used_up`` says that the budget was. ``problems`` are the cases that could not be made.
    """

    results: tuple[Result, ...]
    calls: int = 0
    accepted: int = 0
    used_up: bool = False
    problems: dict[str, str] = {}


def try_spec(
    spec: Spec,
    unsafe: bool = False,
    seed: int = 0,
    drawn: int = RANDOM,
    budget: int = BUDGET,
    earlier: Sequence[Earlier] = (),
    runner: Runner = run,
) -> Tried:
    """Return one result for each claim of ``spec``, and one for each thing that no claim says.

    ``unsafe`` also tries calls that reach beyond the sandbox. ``seed`` decides which random
    arguments are passed, in ``drawn`` calls; ``budget`` is the greatest number of calls.
    ``earlier`` is what other runs confirmed of it. ``runner`` makes a call, as
    `kapi.conform.sandbox.run` does.
    """
    architecture = this_machine()
    reason = untestable(spec, architecture, unsafe)
    if reason or architecture is None:
        listed = claims(spec)
        return Tried(results=tuple(result_of(one, Status.NOT_TESTABLE, reason) for one in listed))
    calls = Calls(Subject(spec, architecture), runner, budget)
    cases = cases_for(spec)
    Search(calls, cases.all, seed, drawn).run()
    wrong = {f"{one.span.file}:{one.span.line}": one.message for one in cases.findings}
    return Tried(
        results=decide(calls, earlier),
        calls=len(calls.made),
        accepted=sum(made.outcome.accepted for made in calls),
        used_up=calls.used_up,
        problems={**wrong, **calls.problems},
    )


def untestable(spec: Spec, architecture: Architecture | None, unsafe: bool) -> str:
    """Return why nothing of ``spec`` can be tried here, or an empty string."""
    if spec.kind is ApiKind.IOCTL:
        return "kapi opens no device, and an ioctl needs one"
    if spec.kind is not ApiKind.SYSCALL:
        return f"a {spec.kind.value} cannot be called from user space"
    if architecture is None:
        return "the calling convention of this machine is not known"
    name = spec.name.removeprefix("sys_")
    if spec.name.startswith("compat_") or syscall_number(name, architecture) is None:
        return f"{architecture.name} has no system call {name}"
    if len(spec.params) > _MOST_PARAMS:
        return f"a system call has at most {_MOST_PARAMS} parameters, here are {len(spec.params)}"
    refused = denied.reason(name)
    if refused and not unsafe:
        return f"{name} {refused}: only with --unsafe"
    return ""
