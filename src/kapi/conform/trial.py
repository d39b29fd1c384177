"""Try a spec: make its calls, and decide what they say of each claim."""

from __future__ import annotations

import functools
import random
from collections.abc import Collection, Iterable, Sequence

import msgspec

from kapi.conform import allowed
from kapi.conform.attempt import Attempt
from kapi.conform.calls import BUDGET, Calls
from kapi.conform.cases import cases_for, open_cases
from kapi.conform.commands import not_callable, views_of_command
from kapi.conform.decide import decide
from kapi.conform.decide.error_doubts import NO_PAIR, ONE_MORE
from kapi.conform.observe import Observer, observe
from kapi.conform.results import Result, Status, result_of
from kapi.conform.sandbox.server import expect_many
from kapi.conform.sandbox.surround import reachable
from kapi.conform.search import RANDOM, Search
from kapi.conform.subject import Subject
from kapi.conform.witness import Earlier
from kapi.model.claims import Claim, claims
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.syscalls import call_of, syscall_number
from kapi.vocab.tables import load_tables
from kapi.vocab.words import ApiKind

_OF_COMMAND = 250
_DRAWN_OF_COMMAND = 8
"""How many calls a command of ioctl(2) costs at most, and how many with random arguments.

There are many commands, and they are alike.
"""
_MOST_PARAMS = 6
_LEAST = 200
"""Calls of each variant at least, where the budget is shared by many."""
_WEIGHT = (
    Status.REFUTED,
    Status.DIFFERS,
    Status.CONFIRMED,
    Status.PLAUSIBLE,
    Status.NOT_OBSERVED,
    Status.NOT_TESTABLE,
)
"""Which of two results of one claim says more."""


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """The results of one spec, and how they came about.

    ``calls`` is how many calls were made, ``accepted`` how many of them were accepted;
    ``used_up`` says that the budget was. ``problems`` are the cases that could not be made,
    ``lacking`` calls with objects that this machine does not have.
    """

    results: tuple[Result, ...]
    calls: int = 0
    accepted: int = 0
    used_up: bool = False
    problems: dict[str, str] = {}
    lacking: dict[str, str] = {}

    @property
    def is_tried(self) -> bool:
        """Whether calls were made, or something else decided a claim."""
        return bool(self.calls) or any(
            one.status is not Status.NOT_TESTABLE for one in self.results
        )


def prepare(specs: Iterable[Spec]) -> None:
    """Read what `try_spec` needs of files, which it may not read where walls stand around it."""
    random.Random("")  # Python 3.14 imports a hash with the first seed that is a text
    load_tables()
    for spec in specs:
        open_cases(spec)


def try_spec(
    spec: Spec,
    unsafe: Collection[str] = (),
    seed: int = 0,
    drawn: int = RANDOM,
    budget: int = BUDGET,
    earlier: Sequence[Earlier] = (),
    observer: Observer | None = None,
) -> Tried:
    """Return one result for each claim of ``spec``, and one for each thing that no claim says.

    ``unsafe`` are classes of calls (those of `kapi.conform.allowed`) that are tried without the
    walls that they need. ``seed`` decides which random arguments are passed, in ``drawn`` calls;
    ``budget`` is the greatest number of calls. ``earlier`` is what other runs confirmed of it.
    ``observer`` makes a call; None for `kapi.conform.observe.observe`.
    """
    architecture = this_machine()
    reason = _untestable(spec, architecture, unsafe)
    if reason or architecture is None:
        return untried(spec, reason)
    expect_many()
    observer = observer or functools.partial(observe, unsafe=unsafe)
    cases = cases_for(spec)
    is_command = spec.kind is ApiKind.IOCTL
    seen = tuple(views_of_command(spec, architecture)) if is_command else views(spec)
    if is_command:
        budget, drawn = min(budget, _OF_COMMAND), min(drawn, _DRAWN_OF_COMMAND)
    found = []
    works: list[Attempt] = []
    for view in seen:
        calls = Calls(Subject(view, architecture), observer, share(len(seen), budget))
        search = Search(calls, cases.all, seed, drawn, works)
        search.run()
        works += search.works()
        found.append(_tried(calls, earlier))
    wrong = {f"{one.span.file}:{one.span.line}": one.message for one in cases.findings}
    return together(found, claims(spec), wrong)


def untried(spec: Spec, reason: str) -> Tried:
    """Return that no claim of ``spec`` can be tested, for ``reason``."""
    return Tried(results=tuple(result_of(one, Status.NOT_TESTABLE, reason) for one in claims(spec)))


def _tried(calls: Calls, earlier: Sequence[Earlier]) -> Tried:
    return Tried(
        results=decide(calls, earlier),
        calls=len(calls.made),
        accepted=sum(made.outcome.accepted for made in calls),
        used_up=calls.used_up,
        problems=calls.problems,
        lacking=calls.lacking,
    )


def share(variants: int, budget: int = BUDGET) -> int:
    """Return how many calls of ``budget`` each of so many variants may cost."""
    return max(budget // variants, min(budget, _LEAST))


def together(found: Sequence[Tried], listed: Sequence[Claim], wrong: dict[str, str]) -> Tried:
    """Return what was found of a spec under each of its variants as one.

    One result for each claim, what decides most of all variants; then orders and notes.
    ``listed`` are the claims of the whole spec, ``wrong`` what is wrong with its cases.
    """
    best: dict[str, Result] = {claim.id: result_of(claim, Status.NOT_OBSERVED) for claim in listed}
    notes: dict[tuple[str, str], Result] = {}
    for one in (result for tried in found for result in tried.results):
        if not one.claim:
            notes.setdefault((one.code, one.call), one)
        elif _says_more(one, best.get(one.claim)) and (one.kind == "order" or one.claim in best):
            best[one.claim] = one
    for name, one in best.items():
        if _lacks_parts(one):
            every = [two for tried in found for two in tried.results if two.claim == name]
            best[name] = _with_parts(one, [two for two in every if _lacks_parts(two)])
    return Tried(
        results=(*best.values(), *notes.values()),
        calls=sum(one.calls for one in found),
        accepted=sum(one.accepted for one in found),
        used_up=any(one.used_up for one in found),
        problems={**wrong, **{name: why for one in found for name, why in one.problems.items()}},
        lacking={name: why for one in found for name, why in one.lacking.items()},
    )


def _says_more(one: Result, other: Result | None) -> bool:
    if other is None or not (other.reason or other.pairs or other.situations):
        return True
    return _WEIGHT.index(one.status) < _WEIGHT.index(other.status)


def _lacks_parts(one: Result) -> bool:
    """Whether nothing but parts that no pair shows keeps an error from being confirmed."""
    lacking = one.status is Status.PLAUSIBLE and one.reason.startswith(NO_PAIR)
    return lacking and ONE_MORE not in one.reason


def _with_parts(one: Result, found: Sequence[Result]) -> Result:
    """Return an error as confirmed where its parts were shown under one variant or another."""
    pairs = {pair.part: pair for result in found for pair in result.pairs}
    if len(pairs) < one.parts:
        return max(found, key=lambda result: result.shown)
    return msgspec.structs.replace(
        one, status=Status.CONFIRMED, reason="", pairs=tuple(pairs.values()), shown=one.parts
    )


def _untestable(spec: Spec, architecture: Architecture | None, unsafe: Collection[str]) -> str:
    """Return why nothing of ``spec`` can be tried here, or an empty string."""
    if spec.kind not in (ApiKind.SYSCALL, ApiKind.IOCTL):
        return f"a {spec.kind.value} cannot be called from user space"
    if architecture is None:
        return "the calling convention of this machine is not known"
    if spec.kind is ApiKind.IOCTL:
        return not_callable(spec, architecture) or allowed.refusal("ioctl", reachable(), unsafe)
    name = call_of(spec.name, architecture)
    if spec.name.startswith("compat_") or syscall_number(name, architecture) is None:
        return f"{architecture.name} has no system call {name}"
    if len(spec.params) > _MOST_PARAMS:
        return f"a system call has at most {_MOST_PARAMS} parameters, here are {len(spec.params)}"
    return allowed.refusal(name, reachable(), unsafe)
