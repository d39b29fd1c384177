"""Probes: calls made up from a spec, one argument at its limit and the others as they work."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from kapi.conform.arguments import Argument
from kapi.conform.case import Caller
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.values import boundaries, other_bits, valid
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ConstraintType

__all__ = ["Probe", "attempts", "callers", "probes"]

_MOST_ATTEMPTS = 96
_LIMIT = re.compile(r"\bRLIMIT_[A-Z]+\b")
_CAPABILITY = re.compile(r"\bCAP_[A-Z_]+\b")


class Probe(msgspec.Struct, frozen=True):
    """One call to make: its arguments and its caller; ``varied`` is the parameter at its limit."""

    arguments: tuple[Argument, ...]
    caller: Caller = Caller()
    varied: str = ""


def attempts(spec: Spec, architecture: Architecture) -> Iterator[tuple[Argument, ...]]:
    """Yield combinations of valid arguments, the most promising first, until one is accepted."""
    choices = [valid(param, architecture) for param in spec.params]
    return itertools.islice(itertools.product(*choices), _MOST_ATTEMPTS)


def callers(spec: Spec) -> list[Caller]:
    """Return who should call: as the user is, and as the conditions of ``spec`` speak of.

    A capability asks for a caller without it, a limit for one with 0, 1 and two pages of it.
    """
    texts = [text for e in spec.errors for text in (e.when, e.unless, e.condition, e.summary)]
    texts += [one.capability for one in spec.capabilities]
    said = " ".join(filter(None, texts))
    found = [Caller()]
    if _CAPABILITY.search(said):
        found.append(Caller(unprivileged=True))
    if "RLIMIT_MEMLOCK" in _LIMIT.findall(said):
        found += [Caller(True, (("RLIMIT_MEMLOCK", value),)) for value in (0, 1, 2 * PAGE_SIZE)]
    return found


def probes(spec: Spec, base: Sequence[Argument], architecture: Architecture) -> Iterator[Probe]:
    """Yield the probes of ``spec`` around the accepted (or likely) arguments ``base``.

    Callers other than the user vary only what the conditions about them speak of.
    """
    spoken_of = _beside_privileges(spec)
    for caller in callers(spec):
        yield Probe(tuple(base), caller)
        for index, param in enumerate(spec.params):
            if caller != Caller() and param.name not in spoken_of:
                continue
            user = caller == Caller()  # bits that nobody knows are tried by one caller
            more = _beside(base[index], param, architecture) if user else []
            for argument in [*boundaries(param, architecture, user), *more]:
                varied = (*base[:index], argument, *base[index + 1 :])
                yield Probe(varied, caller, param.name)


def _beside(works: Argument, param: Param, architecture: Architecture) -> list[Argument]:
    """What works, with each bit that the mask of the parameter does not have."""
    if param.limits.type is not ConstraintType.MASK or works.name == "0":
        return []
    return [
        Argument(f"{works.name} | {bit:#x}", f"{works.steps} $ = $ | {bit:#x};")
        for bit in other_bits(param, architecture)
    ]


def _beside_privileges(spec: Spec) -> set[str]:
    """The words of the conditions that name a capability or a limit."""
    whens = [error.when for error in spec.errors if error.when]
    texts = [text for text in whens if _CAPABILITY.search(text) or _LIMIT.search(text)]
    return {word for text in texts for word in re.findall(r"\w+", text)}
